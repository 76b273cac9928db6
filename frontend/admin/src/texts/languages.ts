/**
 * Indonesian first, English second. Which one this browser speaks is settled before anything else of the app runs
 * (main.ts), so every module may take its sentences while it is loaded. English is a download of its own.
 */
import type { EnglishTexts } from "./en-all";

export type Language = "id" | "en";
export const LANGUAGES: readonly Language[] = ["id", "en"];
/** What each language calls itself. */
export const LANGUAGE_NAMES: Record<Language, string> = { id: "Bahasa Indonesia", en: "English" };
const LOCALES: Record<Language, string> = { id: "id-ID", en: "en-GB" };
const KEY = "tanggap.bahasa";

export let chosen: Language = "id";
/** For dates and numbers. */
export let language = LOCALES.id;
let english: EnglishTexts | undefined;

export function isLanguage(value: unknown): value is Language {
  return value === "id" || value === "en";
}

/** The language this browser last spoke; Indonesian at first. */
export function rememberedLanguage(): Language {
  const kept = localStorage.getItem(KEY);
  return isLanguage(kept) ? kept : "id";
}

export function rememberLanguage(wanted: Language): void {
  localStorage.setItem(KEY, wanted);
}

/** Speaks `wanted` from now on; to be called before the app's modules are loaded. */
export async function speak(wanted: Language): Promise<void> {
  if (wanted === "en") english = (await import("./en-all")).englishTexts;
  chosen = wanted;
  language = LOCALES[wanted];
  document.documentElement.lang = wanted;
}

/** The sentences in the language in use. */
export function inUse<Sentences>(indonesian: Sentences, pick: (english: EnglishTexts) => Sentences): Sentences {
  return english ? pick(english) : indonesian;
}
