/** The officer's own work: queues and tasks. */
import { mdiTrayFull } from "@mdi/js";
import type { Feature } from "@/app/features";
import { texts } from "@/texts";

export const feature: Feature = {
  routes: [
    {
      path: "/tugas",
      name: "work",
      component: () => import("./WorkView.vue"),
      meta: { title: texts.work.title },
    },
  ],
  menu: [
    {
      title: texts.work.title,
      icon: mdiTrayFull,
      to: "/tugas",
      order: 100,
      isFor: (session) => session.permissions.includes("use_queues"),
    },
  ],
};
