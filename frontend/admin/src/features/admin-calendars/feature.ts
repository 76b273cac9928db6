/** Working time: weekly hours, periods and holidays. */
import { mdiCalendarClockOutline } from "@mdi/js";
import type { Feature } from "@/app/features";
import { texts } from "@/texts";

const words = texts.administrationMenu;

export const feature: Feature = {
  routes: [
    { path: "/kelola/kalender", component: () => import("./CalendarsView.vue"), meta: { title: words.calendars } },
    {
      path: "/kelola/kalender/:id",
      component: () => import("./CalendarView.vue"),
      props: true,
      meta: { title: words.calendars },
    },
  ],
  menu: [
    {
      title: words.calendars,
      icon: mdiCalendarClockOutline,
      to: "/kelola/kalender",
      order: 740,
      group: words.group,
      isFor: (session) => session.permissions.includes("administer"),
    },
  ],
};
