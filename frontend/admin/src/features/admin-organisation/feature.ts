/** Units and desks, with the teams and categories of each desk. */
import { mdiFaceAgent, mdiSitemapOutline } from "@mdi/js";
import type { RouteRecordRaw } from "vue-router";
import type { Feature, MenuEntry } from "@/app/features";
import { texts } from "@/texts";

const words = texts.administrationMenu;
const isFor: MenuEntry["isFor"] = (session) => session.permissions.includes("administer");

function route(path: string, title: string, component: RouteRecordRaw["component"]): RouteRecordRaw {
  return { path, component, props: true, meta: { title } } as RouteRecordRaw;
}

export const feature: Feature = {
  routes: [
    route("/kelola/opd", words.units, () => import("./UnitsView.vue")),
    route("/kelola/opd/baru", words.units, () => import("./NewUnitView.vue")),
    route("/kelola/opd/:id", words.units, () => import("./UnitView.vue")),
    route("/kelola/layanan", words.desks, () => import("./DesksView.vue")),
    route("/kelola/layanan/baru", words.desks, () => import("./NewDeskView.vue")),
    route("/kelola/layanan/:id", words.desks, () => import("./DeskView.vue")),
  ],
  menu: [
    { title: words.units, icon: mdiSitemapOutline, to: "/kelola/opd", order: 720, group: words.group, isFor },
    { title: words.desks, icon: mdiFaceAgent, to: "/kelola/layanan", order: 730, group: words.group, isFor },
  ],
};
