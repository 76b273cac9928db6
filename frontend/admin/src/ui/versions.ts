/** What differs between a thing as somebody saw it and as it is now, and how typed values move over to it. */

/** A name of a part and what it holds, in words. */
export type Row = readonly [label: string, words: string];

export interface ChangedRow {
  field: string;
  before: string;
  after: string;
}

/** The parts that differ; parts that only one side has count as empty on the other. */
export function changedRows(before: readonly Row[], after: readonly Row[], nothing: string): ChangedRow[] {
  const was = new Map(before);
  const is = new Map(after);
  return [...new Set([...was.keys(), ...is.keys()])]
    .map((field) => ({ field, before: was.get(field) ?? "", after: is.get(field) ?? "" }))
    .filter((row) => row.before !== row.after)
    .map((row) => ({ ...row, before: row.before || nothing, after: row.after || nothing }));
}

export function isAlike(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

/** The typed form on a newer thing: what was not touched takes the new value, what was typed stays. */
export function rebased<Form extends object>(typed: Form, before: Form, now: Form): Form {
  const moved = { ...now };
  for (const name of Object.keys(typed) as (keyof Form)[]) {
    if (!isAlike(typed[name], before[name])) moved[name] = typed[name];
  }
  return moved;
}

/** Only what differs from what was there: the body of a PATCH. */
export function changesOf<Form extends object>(typed: Form, before: Form): Partial<Form> {
  const changed: Partial<Form> = {};
  for (const name of Object.keys(typed) as (keyof Form)[]) {
    if (!isAlike(typed[name], before[name])) changed[name] = typed[name];
  }
  return changed;
}

/** Sentences of a refusal at a field or at anything within it (`hours` and `hours.3`). */
export function faultsWithin(errors: Record<string, string[]>, field: string): string[] {
  return Object.entries(errors)
    .filter(([name]) => name === field || name.startsWith(`${field}.`))
    .flatMap(([, said]) => said);
}

/** Sentences that no shown field can hold: what the form would otherwise keep to itself. */
export function faultsElsewhere(errors: Record<string, string[]>, shown: readonly string[]): string[] {
  return Object.entries(errors)
    .filter(([name]) => !shown.some((field) => name === field || name.startsWith(`${field}.`)))
    .flatMap(([, said]) => said);
}
