/** Reading the audit log, in the language in use. */
import * as indonesian from "./id-audit";
import { inUse } from "./languages";

export const audit = inUse(indonesian.audit, (english) => english.audit);
