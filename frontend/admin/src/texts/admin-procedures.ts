/** Procedures, in the language in use. */
import * as indonesian from "./id-admin-procedures";
import { inUse } from "./languages";

export const procedures = inUse(indonesian.procedures, (english) => english.procedures);
export const procedureParts = inUse(indonesian.procedureParts, (english) => english.procedureParts);
export const procedureValues = inUse(indonesian.procedureValues, (english) => english.procedureValues);
