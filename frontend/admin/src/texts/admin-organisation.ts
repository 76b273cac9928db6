/** Arranging units, desks, teams and categories, in the language in use. */
import * as indonesian from "./id-admin-organisation";
import { inUse } from "./languages";

export const units = inUse(indonesian.units, (english) => english.units);
export const desks = inUse(indonesian.desks, (english) => english.desks);
export const teams = inUse(indonesian.teams, (english) => english.teams);
export const categories = inUse(indonesian.categories, (english) => english.categories);
export const addresses = inUse(indonesian.addresses, (english) => english.addresses);
