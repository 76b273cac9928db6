/** The answer file of a desk, and templates of answers. */
import { mdiBookOpenVariant, mdiTextBoxEditOutline } from "@mdi/js";
import type { Feature } from "@/app/features";
import { texts } from "@/texts";

export const feature: Feature = {
  routes: [
    {
      path: "/pengetahuan",
      name: "knowledge",
      component: () => import("./KnowledgeView.vue"),
      meta: { title: texts.knowledge.title },
    },
    {
      path: "/pengetahuan/baru",
      name: "knowledge-new",
      component: () => import("./NewEntryView.vue"),
      meta: { title: texts.knowledge.newTitle },
    },
    {
      path: "/pengetahuan/:id",
      name: "knowledge-entry",
      component: () => import("./EntryView.vue"),
      props: true,
      meta: { title: texts.knowledge.title },
    },
    {
      path: "/templat-jawaban",
      name: "answer-templates",
      component: () => import("./TemplatesView.vue"),
      meta: { title: texts.templates.title },
    },
  ],
  menu: [
    {
      title: texts.knowledge.title,
      icon: mdiBookOpenVariant,
      to: "/pengetahuan",
      order: 350,
      isFor: (session) => session.permissions.includes("use_knowledge"),
    },
    {
      title: texts.templates.title,
      icon: mdiTextBoxEditOutline,
      to: "/templat-jawaban",
      order: 850,
      group: texts.administrationMenu.group,
      isFor: (session) => session.permissions.includes("administer"),
    },
  ],
};
