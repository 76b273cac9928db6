/** How desks keep to the times of their SOPs. */
import { mdiChartBar } from "@mdi/js";
import type { Feature } from "@/app/features";
import { texts } from "@/texts";

export const feature: Feature = {
  routes: [
    {
      path: "/pengawasan",
      name: "oversight",
      component: () => import("./OversightView.vue"),
      meta: { title: texts.oversight.title },
    },
  ],
  menu: [
    {
      title: texts.oversight.title,
      icon: mdiChartBar,
      to: "/pengawasan",
      order: 400,
      isFor: (session) => session.permissions.includes("oversee"),
    },
  ],
};
