/** Starts the officers' app. */
import { VueQueryPlugin } from "@tanstack/vue-query";
import { createApp } from "vue";
import { noticeActivity } from "@/api/activity";
import App from "@/app/App.vue";
import { queryClient } from "@/app/queries";
import { router } from "@/app/router";
import { vuetify } from "@/app/vuetify";
import { turns } from "@/ui/in-turn";
import "@/app/app.css";

const app = createApp(App).use(VueQueryPlugin, { queryClient }).use(router).use(vuetify);
noticeActivity();
window.addEventListener("beforeprint", () => {
  turns.hurry();
});
/** In a task of its own: a slow processor has been busy for long enough. */
setTimeout(() => app.mount("#app"));
