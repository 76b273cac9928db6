/** One report on one screen. */
import type { Feature } from "@/app/features";
import { texts } from "@/texts";

export const feature: Feature = {
  routes: [
    {
      path: "/laporan/:id",
      name: "report",
      component: () => import("./ReportView.vue"),
      props: true,
      meta: { title: texts.report.said },
    },
  ],
};
