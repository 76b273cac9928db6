/** Looking after officers, in the language in use. */
import * as indonesian from "./id-admin-users";
import { inUse } from "./languages";

export const users = inUse(indonesian.users, (english) => english.users);
