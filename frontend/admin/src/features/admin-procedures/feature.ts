/** Procedures: every officer may look; an administrator stores new versions. */
import { mdiFileTreeOutline } from "@mdi/js";
import type { Feature } from "@/app/features";
import { texts } from "@/texts";

const words = texts.administrationMenu;

export const feature: Feature = {
  routes: [
    { path: "/sop", component: () => import("./ProceduresView.vue"), meta: { title: words.procedures } },
    { path: "/sop/unggah", component: () => import("./UploadView.vue"), meta: { title: words.procedures } },
    { path: "/sop/banding", component: () => import("./CompareView.vue"), meta: { title: words.procedures } },
    {
      path: "/sop/:id",
      component: () => import("./ProcedureView.vue"),
      props: true,
      meta: { title: words.procedures },
    },
  ],
  menu: [
    {
      title: words.procedures,
      icon: mdiFileTreeOutline,
      to: "/sop",
      order: 500,
      isFor: (session) => session.permissions.includes("see_procedures"),
    },
  ],
};
