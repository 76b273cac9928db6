/** English of `id-administration-menu.ts`. */
import type { administrationMenu as Indonesian } from "./id-administration-menu";

export const administrationMenu: typeof Indonesian = {
  group: "Administration",
  users: "Officers",
  units: "Departments",
  desks: "Desks",
  places: "Places",
  calendars: "Working calendars",
  procedures: "Procedures",
  messages: "Channels and messages",
  audit: "Audit log",
};
