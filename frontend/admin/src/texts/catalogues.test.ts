import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";

/**
 * Every `id-….ts` has an `en-….ts` beside it that says the same. What is missing at the top the compiler names; a
 * table of words by code (`Record<string, string>`) is as full in both languages only because of this.
 */
type Catalogue = Record<string, unknown>;
const modules = import.meta.glob<Catalogue>("./{id,en}{,-*}.ts", { eager: true });
const names = Object.keys(modules)
  .map((path) => basename(path, ".ts"))
  .filter((name) => name !== "en-all");
const ofLanguage = (language: string) =>
  names.filter((name) => name.split("-")[0] === language).map((name) => name.slice(2)).sort();

/** What a module says, by path; `id` and `en` themselves count as the same name. */
function sentences(language: string, name: string): Map<string, unknown> {
  const found = new Map<string, unknown>();
  const walk = (value: unknown, path: string): void => {
    if (typeof value === "object" && value !== null) {
      for (const [key, inner] of Object.entries(value)) walk(inner, `${path}.${key}`);
    } else {
      found.set(path, value);
    }
  };
  for (const [exported, value] of Object.entries(modules[`./${language}${name}.ts`] ?? {})) {
    walk(value, exported === language ? "" : exported);
  }
  return found;
}

const MARKS = ["⟦one⟧", "⟦two⟧", "⟦three⟧"];

/** A sentence, with marks where it says what it was given. */
function said(sentence: unknown): string {
  return typeof sentence === "function" ? String((sentence as (...given: string[]) => unknown)(...MARKS)) : String(sentence);
}

const marksIn = (text: string) => MARKS.filter((mark) => text.includes(mark));

describe("the two languages", () => {
  it("have the same files", () => {
    expect(ofLanguage("en")).toEqual(ofLanguage("id"));
  });

  it.each(ofLanguage("id"))("name the same things in id%s", (name) => {
    expect([...sentences("en", name).keys()].sort()).toEqual([...sentences("id", name).keys()].sort());
  });

  it.each(ofLanguage("id"))("say what they are given in id%s, and are never silent", (name) => {
    const english = sentences("en", name);
    const faults: string[] = [];
    for (const [path, indonesian] of sentences("id", name)) {
      const [inIndonesian, inEnglish] = [said(indonesian), said(english.get(path))];
      if (inIndonesian.trim() === "" || inEnglish.trim() === "") faults.push(`${path} is empty`);
      if (marksIn(inIndonesian).join() !== marksIn(inEnglish).join()) faults.push(`${path}: “${inEnglish}”`);
    }
    expect(faults).toEqual([]);
  });
});

const SOURCES = join(import.meta.dirname, "..");

function sources(ending: RegExp): string[] {
  return readdirSync(SOURCES, { recursive: true, encoding: "utf-8" }).filter(
    (path) => ending.test(path) && !path.includes(".test.") && !path.endsWith("schema.ts"),
  );
}

/** Words that Indonesian sentences rarely do without, and that are no names in the code. */
const INDONESIAN =
  /\b(anda|atau|belum|buka|dan|dari|dengan|hapus|ini|itu|karena|kepada|laporan|lihat|masuk|oleh|pada|pilih|sampai|semua|simpan|sudah|tidak|tugas|untuk|yang)\b/i;

/** Texts of a template, and quoted texts with a space in them: what could be meant for the eye. */
function* shownTexts(source: string): Generator<string> {
  const template = /<template>([\s\S]*)<\/template>/.exec(source)?.[1] ?? "";
  for (const [, text] of template.replace(/<!--[\s\S]*?-->/g, "").matchAll(/>([^<>{}]*[A-Za-z][^<>{}]*)</g)) yield text ?? "";
  for (const [, text] of template.matchAll(/\s(?:label|title|hint|alt|aria-label|placeholder|text)="([^"]+)"/g)) yield text ?? "";
  const code = source.replace(template, "").replace(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, "");
  for (const [, text] of code.matchAll(/["'`]([^"'`\n]*[a-z] [a-z][^"'`\n]*)["'`]/gi)) yield text ?? "";
}

/** Words that stand between the tags of a template, beside what comes from the catalogues and the server. */
function bareWords(source: string): string[] {
  const template = /<template>([\s\S]*)<\/template>/.exec(source)?.[1] ?? "";
  const bare = template
    .replace(/<!--[\s\S]*?-->/g, "")
    .replace(/\{\{[\s\S]*?\}\}/g, " ")
    .replace(/"[^"]*"/g, '""')
    .replaceAll("&nbsp;", " ");
  return [...bare.matchAll(/>([^<>]*[A-Za-z]{2}[^<>]*)</g)].map(([, text]) => text?.trim() ?? "");
}

describe("what officers read", () => {
  it("never stands between the tags of a view", () => {
    const written = sources(/\.vue$/).flatMap((path) =>
      bareWords(readFileSync(join(SOURCES, path), "utf-8")).map((text) => `${path}: ${text}`),
    );
    expect(written).toEqual([]);
  });

  it("stands in the catalogues, not in the views", () => {
    const written = sources(/\.(vue|ts)$/)
      .filter((path) => !path.startsWith("texts"))
      .flatMap((path) =>
        [...shownTexts(readFileSync(join(SOURCES, path), "utf-8"))]
          .filter((text) => INDONESIAN.test(text))
          .map((text) => `${path}: ${text.trim()}`),
      );
    expect(written).toEqual([]);
  });

  it("is taken in the language in use, never from one language's file", () => {
    const direct = sources(/\.(vue|ts)$/)
      .filter((path) => !path.startsWith("texts"))
      .filter((path) => /from "@\/texts\/(id|en)(-[a-z-]+)?"/.test(readFileSync(join(SOURCES, path), "utf-8")));
    expect(direct).toEqual([]);
  });
});
