/** Finding reports. */
import { mdiMagnify } from "@mdi/js";
import type { Feature } from "@/app/features";
import { texts } from "@/texts";

export const feature: Feature = {
  routes: [
    {
      path: "/cari",
      name: "search",
      component: () => import("./SearchView.vue"),
      meta: { title: texts.search.title },
    },
  ],
  menu: [
    {
      title: texts.search.title,
      icon: mdiMagnify,
      to: "/cari",
      order: 300,
      isFor: (session) => session.permissions.includes("search_reports"),
    },
  ],
};
