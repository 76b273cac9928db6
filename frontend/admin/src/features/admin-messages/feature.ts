/** The channels' state, and failed deliveries with another try. */
import { mdiMessageAlertOutline } from "@mdi/js";
import type { Feature } from "@/app/features";
import { texts } from "@/texts";

const words = texts.administrationMenu;

export const feature: Feature = {
  routes: [
    { path: "/kelola/pesan", component: () => import("./MessagesView.vue"), meta: { title: words.messages } },
  ],
  menu: [
    {
      title: words.messages,
      icon: mdiMessageAlertOutline,
      to: "/kelola/pesan",
      order: 750,
      group: words.group,
      isFor: (session) => session.permissions.includes("administer"),
    },
  ],
};
