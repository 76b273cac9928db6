/** Says a difference between two versions line by line, as a person would. */
import type { Difference } from "@/api/administration";
import { texts, wordFor } from "@/texts";
import { procedureParts, procedureValues, procedures as words } from "@/texts/admin-procedures";

export interface SaidDifference {
  label: string;
  /** Lines that are only in the old version; empty when there was nothing. */
  was: string[];
  becomes: string[];
}

/** `names` gives the words for ids of steps and actors. */
export function said(difference: Difference, names: ReadonlyMap<string, string>): SaidDifference {
  const was = linesOf(difference.was, names);
  const becomes = linesOf(difference.becomes, names);
  const isList = Array.isArray(difference.was) || Array.isArray(difference.becomes);
  return {
    label: wordFor(procedureParts, difference.what),
    was: isList ? was.filter((line) => !becomes.includes(line)) : was,
    becomes: isList ? becomes.filter((line) => !was.includes(line)) : becomes,
  };
}

/** A value as lines: one for each thing in a list, one for each named part of a thing. */
function linesOf(value: unknown, names: ReadonlyMap<string, string>): string[] {
  if (value === null || value === undefined || value === "") return [];
  if (Array.isArray(value)) return value.flatMap((one) => phraseOf(one, names));
  if (typeof value === "object") {
    return Object.entries(value)
      .filter(([, part]) => !isEmpty(part))
      .map(([name, part]) => `${wordFor(procedureParts, name)}: ${phraseOf(part, names)}`);
  }
  return [phraseOf(value, names)];
}

function phraseOf(value: unknown, names: ReadonlyMap<string, string>): string {
  if (isEmpty(value)) return words.nothing;
  if (typeof value === "boolean") return value ? texts.app.yes : texts.app.no;
  if (typeof value === "string") return names.get(value) ?? wordFor(procedureValues, value);
  if (typeof value === "number") return String(value);
  if (Array.isArray(value)) return value.map((one) => phraseOf(one, names)).join(", ");
  const parts = value as Record<string, unknown>;
  const head = parts.label ?? parts.title ?? parts.id;
  const rest = Object.entries(parts)
    .filter(([name, part]) => !["label", "title", "id"].includes(name) && !isEmpty(part))
    .map(([name, part]) => `${wordFor(procedureParts, name).toLowerCase()} ${phraseOf(part, names)}`);
  return [phraseOf(head, names), ...(rest.length ? [`(${rest.join(", ")})`] : [])].join(" ");
}

function isEmpty(value: unknown): boolean {
  return (
    value === null || value === undefined || value === "" || (Array.isArray(value) && value.length === 0)
  );
}
