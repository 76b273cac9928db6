/** The signing desk: letters that wait for initials or a signature. */
import { mdiDraw } from "@mdi/js";
import type { Feature } from "@/app/features";
import { texts } from "@/texts";

export const feature: Feature = {
  routes: [
    {
      path: "/tanda-tangan",
      name: "signing",
      component: () => import("./SigningView.vue"),
      meta: { title: texts.signing.title },
    },
    {
      path: "/tanda-tangan/:task",
      name: "letter",
      component: () => import("./LetterView.vue"),
      props: true,
      meta: { title: texts.signing.title },
    },
  ],
  menu: [
    {
      title: texts.signing.title,
      icon: mdiDraw,
      to: "/tanda-tangan",
      order: 150,
      isFor: (session) => session.seats.some((seat) => seat.marks_letters),
    },
  ],
};
