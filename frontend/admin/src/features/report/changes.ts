/** What differs between the report an officer decided on and the report as it is now. */
import type { Report, ReportTask, TimelineEntry } from "@/api";
import { texts, wordFor } from "@/texts";
import { moment } from "@/texts/moments";
import { openTasks } from "./given";

export interface Change {
  field: string;
  before: string;
  after: string;
}

/** Rows of the comparison; only what differs. */
export function changesBetween(before: Report, after: Report): Change[] {
  const rows = texts.conflict.rows;
  const compared: [string, (report: Report) => string][] = [
    [rows.step, (report) => list(openTasks(report).map(place))],
    [rows.state, (report) => report.outcome_label || wordFor(texts.words.states, report.state)],
    [
      rows.classification,
      (report) =>
        report.classification ? wordFor(texts.words.classifications, report.classification) : "",
    ],
    [rows.due, (report) => (report.due_at ? moment(report.due_at) : "")],
    [rows.assigned, (report) => list(openTasks(report).map((task) => task.assigned_to?.name ?? ""))],
    [rows.responses, (report) => counted(report.responses)],
    [rows.documents, (report) => counted(report.documents)],
    [rows.evidence, (report) => counted(report.evidence)],
    [rows.notes, (report) => counted(report.notes)],
    [rows.messages, (report) => counted(report.messages)],
  ];
  return compared
    .map(([field, of]) => ({ field, before: of(before), after: of(after) }))
    .filter((row) => row.before !== row.after)
    .map((row) => ({
      ...row,
      before: row.before || texts.conflict.nothing,
      after: row.after || texts.conflict.nothing,
    }));
}

/** What has happened since, newest first. */
export function eventsSince(before: Report, after: Report): TimelineEntry[] {
  const last = before.timeline.items.reduce((highest, entry) => Math.max(highest, entry.id), 0);
  return after.timeline.items.filter((entry) => entry.id > last);
}

function place(task: ReportTask): string {
  const unit = task.unit ? ` (${task.unit.short_name})` : "";
  return `${task.step_number} ${task.activity}${unit}`;
}

function counted(items: readonly unknown[]): string {
  return items.length === 0 ? "" : String(items.length);
}

function list(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("; ");
}
