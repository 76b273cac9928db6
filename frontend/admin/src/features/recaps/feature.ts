/** Recaps: what the desk reports of its days and months. */
import { mdiClipboardTextClockOutline } from "@mdi/js";
import type { Feature } from "@/app/features";
import { texts } from "@/texts";

export const feature: Feature = {
  routes: [
    {
      path: "/rekap",
      name: "recaps",
      component: () => import("./RecapsView.vue"),
      meta: { title: texts.recaps.title },
    },
    {
      path: "/rekap/:id",
      name: "recap",
      component: () => import("./RecapView.vue"),
      props: true,
      meta: { title: texts.recaps.title },
    },
  ],
  menu: [
    {
      title: texts.recaps.title,
      icon: mdiClipboardTextClockOutline,
      to: "/rekap",
      order: 350,
      isFor: (session) => session.seats.some((seat) => seat.has_recaps),
    },
  ],
};
