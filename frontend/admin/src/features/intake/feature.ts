/** Taking reports on the telephone, at the counter, from letters and the box. */
import { mdiPhonePlusOutline } from "@mdi/js";
import type { Feature } from "@/app/features";
import { texts } from "@/texts";

export const feature: Feature = {
  routes: [
    {
      path: "/catat",
      name: "intake",
      component: () => import("./IntakeView.vue"),
      meta: { title: texts.intake.title },
    },
  ],
  menu: [
    {
      title: texts.intake.title,
      icon: mdiPhonePlusOutline,
      to: "/catat",
      order: 200,
      isFor: (session) => session.permissions.includes("record_report"),
    },
  ],
};
