/** Where each view lives; only signing in is open to somebody unknown. */
import { createRouter, createWebHistory } from "vue-router";
import { texts } from "@/texts";
import { currentSession } from "@/features/session/session";
import { turns } from "@/ui/in-turn";
import { features, homeOf, WORK } from "./features";
import { scrollFor } from "./landing";

declare module "vue-router" {
  interface RouteMeta {
    /** Shown in the tab; a view may set a better one with `usePageTitle`. */
    title: string;
    isPublic?: boolean;
  }
}

export const router = createRouter({
  history: createWebHistory("/admin/"),
  routes: [
    { path: "/", redirect: "/tugas" },
    ...features.flatMap((feature) => feature.routes),
    {
      path: "/:rest(.*)*",
      name: "not-found",
      component: () => import("./NotFound.vue"),
      meta: { title: texts.app.notFoundTitle },
    },
  ],
  async scrollBehavior(to, from, saved) {
    if (saved) await turns.whole(); // a page is as long as it was once all of it is there
    return scrollFor(to, from, saved);
  },
});

router.beforeEach(async (to) => {
  if (to.meta.isPublic) return true;
  const session = await currentSession();
  if (session.state === "signed_in") {
    const home = to.path === WORK ? homeOf(session) : WORK;
    return home === WORK || { path: home };
  }
  return { name: "sign-in", query: to.fullPath === "/tugas" ? {} : { kembali: to.fullPath } };
});

/** After an update of the server the old views are gone: fetch the page anew, once. */
router.onError((error, to) => {
  const failedToLoad = /dynamically imported module|Importing a module script failed|Unable to preload CSS/i;
  if (error instanceof Error && failedToLoad.test(error.message)) {
    location.assign(router.resolve(to.fullPath).href);
  }
});
