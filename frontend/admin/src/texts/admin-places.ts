/** The gazetteer, in the language in use. */
import * as indonesian from "./id-admin-places";
import { inUse } from "./languages";

export const places = inUse(indonesian.places, (english) => english.places);
