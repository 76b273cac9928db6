/** The text of an entry while it is written: what it starts with, what is sent, and what comes back of one kept unsent. */
import type { KnowledgeEntryWhole, KnowledgeGiven, Typed } from "@/api";

export interface EntryText {
  question: string;
  answer: string;
  keywords: string;
  category: string;
  until: string;
}

export function writtenEntry(entry: KnowledgeEntryWhole | undefined): EntryText {
  return {
    question: entry?.question ?? "",
    answer: entry?.answer ?? "",
    keywords: entry?.keywords ?? "",
    category: entry?.category_id ?? "",
    until: entry?.valid_until ?? "",
  };
}

const NAMES = Object.keys(writtenEntry(undefined)) as (keyof EntryText)[];

export function isSameEntry(one: EntryText, other: EntryText): boolean {
  return NAMES.every((name) => one[name] === other[name]);
}

export function restoredEntry(typed: Typed): EntryText {
  const entry = writtenEntry(undefined);
  for (const name of NAMES) {
    const value = typed[name];
    if (typeof value === "string") entry[name] = value;
  }
  return entry;
}

export function givenOf({ question, answer, keywords, category, until }: EntryText): KnowledgeGiven {
  return { question, answer, keywords, category_id: category || null, valid_until: until || null };
}
