/** Officers: who they are, what they may do, where they sit. */
import { mdiAccountGroupOutline } from "@mdi/js";
import type { Feature } from "@/app/features";
import { texts } from "@/texts";

const words = texts.administrationMenu;

export const feature: Feature = {
  routes: [
    { path: "/kelola/petugas", component: () => import("./UsersView.vue"), meta: { title: words.users } },
    { path: "/kelola/petugas/undang", component: () => import("./InviteView.vue"), meta: { title: words.users } },
    {
      path: "/kelola/petugas/:id",
      component: () => import("./UserView.vue"),
      props: true,
      meta: { title: words.users },
    },
  ],
  menu: [
    {
      title: words.users,
      icon: mdiAccountGroupOutline,
      to: "/kelola/petugas",
      order: 710,
      group: words.group,
      isFor: (session) => session.permissions.includes("administer"),
    },
  ],
};
