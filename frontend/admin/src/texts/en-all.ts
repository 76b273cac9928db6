/** All of English, as one download. */
import { calendars } from "./en-admin-calendars";
import { messages } from "./en-admin-messages";
import { addresses, categories, desks, teams, units } from "./en-admin-organisation";
import { places } from "./en-admin-places";
import { procedureParts, procedures, procedureValues } from "./en-admin-procedures";
import { users } from "./en-admin-users";
import { administration } from "./en-administration";
import { audit } from "./en-audit";
import { en } from "./en";

export const englishTexts = {
  main: en,
  administration,
  audit,
  calendars,
  addresses,
  categories,
  desks,
  messages,
  places,
  procedureParts,
  procedureValues,
  procedures,
  teams,
  units,
  users,
};

export type EnglishTexts = typeof englishTexts;
