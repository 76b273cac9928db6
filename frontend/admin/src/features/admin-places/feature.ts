/** The gazetteer of the agency. */
import { mdiMapMarkerOutline } from "@mdi/js";
import type { Feature } from "@/app/features";
import { texts } from "@/texts";

const words = texts.administrationMenu;

export const feature: Feature = {
  routes: [
    { path: "/kelola/tempat", component: () => import("./PlacesView.vue"), meta: { title: words.places } },
    { path: "/kelola/tempat/baru", component: () => import("./NewPlaceView.vue"), meta: { title: words.places } },
    { path: "/kelola/tempat/impor", component: () => import("./ImportView.vue"), meta: { title: words.places } },
    { path: "/kelola/tempat/:id", component: () => import("./PlaceView.vue"), props: true, meta: { title: words.places } },
  ],
  menu: [
    {
      title: words.places,
      icon: mdiMapMarkerOutline,
      to: "/kelola/tempat",
      order: 735,
      group: words.group,
      isFor: (session) => session.permissions.includes("administer"),
    },
  ],
};
