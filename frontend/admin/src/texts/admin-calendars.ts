/** Arranging working time, in the language in use. */
import * as indonesian from "./id-admin-calendars";
import { inUse } from "./languages";

export const calendars = inUse(indonesian.calendars, (english) => english.calendars);
