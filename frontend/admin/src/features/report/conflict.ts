/** An action refused because the report had changed, with all that is needed to go on. */
import type { AllowedAction, Report } from "@/api";

export interface Conflict {
  task: string;
  action: AllowedAction;
  /** What the officer had typed, as one text. */
  typed: string;
  /** Takes the action on another version of the report. */
  again: (etag: string) => Promise<void>;
}

/** Whether the action can still be taken on the report as it is now. */
export function isStillOffered(conflict: Conflict, report: Report): boolean {
  const task = report.tasks.find((one) => one.id === conflict.task);
  return task?.allowed_actions.some((action) => action.id === conflict.action.id) ?? false;
}
