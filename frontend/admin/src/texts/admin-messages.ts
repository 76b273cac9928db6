/** How the channels do, in the language in use. */
import * as indonesian from "./id-admin-messages";
import { inUse } from "./languages";

export const messages = inUse(indonesian.messages, (english) => english.messages);
