/** The sentences of the app in the language in use. */
import { id, type Texts } from "./id";

export const language = "id-ID";
export const texts: Texts = id;

/** The word for a code of the API; a code nobody named is shown as it is. */
export function wordFor(words: Record<string, string>, code: string): string {
  return words[code] ?? code;
}
