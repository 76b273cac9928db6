/** The sentences of the app in the language in use. */
import { id, type Texts } from "./id";
import { inUse } from "./languages";

export { language } from "./languages";
export const texts: Texts = inUse(id, (english) => english.main);

/** The word for a code of the API; a code nobody named is shown as it is. */
export function wordFor(words: Record<string, string>, code: string): string {
  return words[code] ?? code;
}
