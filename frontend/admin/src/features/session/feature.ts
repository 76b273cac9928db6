/** Signing in, and the officer's own account. */
import { mdiAccountOutline, mdiShieldAccountOutline } from "@mdi/js";
import type { Feature } from "@/app/features";
import { texts } from "@/texts";

export const feature: Feature = {
  routes: [
    {
      path: "/masuk",
      name: "sign-in",
      component: () => import("./SignInView.vue"),
      meta: { title: texts.session.title, isPublic: true },
    },
    {
      path: "/akun",
      name: "account",
      component: () => import("./AccountView.vue"),
      meta: { title: texts.account.title },
    },
    {
      path: "/keamanan",
      name: "account-security",
      component: () => import("./SecurityView.vue"),
      meta: { title: texts.security.title },
    },
  ],
  menu: [
    {
      title: texts.account.title,
      icon: mdiAccountOutline,
      to: "/akun",
      order: 900,
      isFor: () => true,
    },
    {
      title: texts.security.title,
      icon: mdiShieldAccountOutline,
      to: "/keamanan",
      order: 910,
      isFor: () => true,
    },
  ],
};
