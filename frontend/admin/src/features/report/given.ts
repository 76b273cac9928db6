/** What an officer has given to an action's fields: from draft to form to request. */
import type { ActionField, Draft, Given, GivenValue, Report, ReportTask } from "@/api";

/** The value of a field nobody has filled in, as its input wants it: what is proposed, else nothing. */
export function blank(field: ActionField): GivenValue {
  if (field.kind === "units" || field.kind === "people") return [];
  if (field.kind === "boolean") return false;
  if (field.kind === "rating") return null;
  return field.proposed;
}

/** What the form starts with: the draft where it fits the fields of today, else what is proposed. */
export function startingGiven(fields: readonly ActionField[], draft: Given | undefined): Given {
  return Object.fromEntries(
    fields.map((field) => {
      const kept = draft?.[field.id];
      return [field.id, kept !== undefined && fits(field, kept) ? kept : blank(field)];
    }),
  );
}

function fits(field: ActionField, value: GivenValue): boolean {
  const known = new Set(field.choices.map((choice) => choice.value));
  if (field.kind === "units" || field.kind === "people")
    return Array.isArray(value) && value.every((one) => known.has(one));
  if (field.kind === "boolean") return typeof value === "boolean";
  if (field.kind === "rating") return value === null || typeof value === "number";
  if (field.kind === "unit" || field.kind === "choice")
    return typeof value === "string" && (value === "" || known.has(value));
  return typeof value === "string";
}

/** What is sent: fields left empty are not mentioned; the server says which of them it needs. */
export function toSend(given: Given): Given {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => !isBlank(value)));
}

export function isUntouched(given: Given): boolean {
  return Object.values(given).every((value) => isBlank(value) || value === false);
}

function isBlank(value: GivenValue): boolean {
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.length === 0;
  return value === null;
}

/** Tasks this officer can act on now, those with the nearest deadline first. */
export function actionable(report: Report): ReportTask[] {
  return report.tasks
    .filter((task) => task.closed_at === null && task.may_act && task.allowed_actions.length > 0)
    .sort((one, other) => (one.due_at ?? "9").localeCompare(other.due_at ?? "9"));
}

export function openTasks(report: Report): ReportTask[] {
  return report.tasks.filter((task) => task.closed_at === null);
}

/** The newest draft for a task, if any: the action the officer was about to take. */
export function newestDraft(drafts: readonly Draft[], task: string): Draft | undefined {
  return drafts
    .filter((draft) => draft.task_id === task)
    .reduce<Draft | undefined>(
      (newest, draft) => (newest && newest.saved_at >= draft.saved_at ? newest : draft),
      undefined,
    );
}

/** The officer's text of a form as one text, to be copied when it can no longer be sent. */
export function asText(fields: readonly ActionField[], given: Given): string {
  return fields
    .map((field) => [field.label, spoken(field, given[field.id] ?? null)] as const)
    .filter(([, value]) => value !== "")
    .map(([label, value]) => `${label}: ${value}`)
    .join("\n\n");
}

export function spoken(field: ActionField, value: GivenValue): string {
  const labels = new Map(field.choices.map((choice) => [choice.value, choice.label]));
  if (Array.isArray(value)) return value.map((one) => labels.get(one) ?? one).join(", ");
  if (typeof value === "string") return labels.get(value) ?? value.trim();
  if (typeof value === "boolean") return value ? "✓" : "";
  return value === null ? "" : String(value);
}
