/** The audit log. */
import { mdiShieldSearch } from "@mdi/js";
import type { Feature } from "@/app/features";
import { texts } from "@/texts";

const words = texts.administrationMenu;

export const feature: Feature = {
  routes: [{ path: "/audit", component: () => import("./AuditView.vue"), meta: { title: words.audit } }],
  menu: [
    {
      title: words.audit,
      icon: mdiShieldSearch,
      to: "/audit",
      order: 760,
      group: words.group,
      isFor: (session) => session.permissions.includes("see_audit"),
    },
  ],
};
