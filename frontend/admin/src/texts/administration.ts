/** Sentences that all views of administration share, in the language in use. */
import * as indonesian from "./id-administration";
import { inUse } from "./languages";

export const administration = inUse(indonesian.administration, (english) => english.administration);
