/** What has changed in the queues since the last look, as far as an officer wants to be called back for it. */
import type { QueueCount } from "@/api";

/** The latest moments seen, in milliseconds since 1970; 0 when there was none. */
export interface Seen {
  newest: number;
  warned: number;
}

export interface News {
  hasNewTask: boolean;
  /** How many tasks are due soon, when one of them has only just become so; else 0. */
  dueSoon: number;
}

/** What is in the queues now, never earlier than `before`: a task that is done takes its moment with it. */
export function seenIn(queues: readonly QueueCount[], before: Seen = { newest: 0, warned: 0 }): Seen {
  return {
    newest: latest(before.newest, queues.map((queue) => queue.newest_at)),
    warned: latest(before.warned, queues.map((queue) => queue.warned_at)),
  };
}

/** The first look tells nothing: all of it was there before. */
export function newsSince(before: Seen | undefined, queues: readonly QueueCount[]): News {
  if (!before) return { hasNewTask: false, dueSoon: 0 };
  const now = seenIn(queues, before);
  return {
    hasNewTask: now.newest > before.newest,
    dueSoon: now.warned > before.warned ? queues.reduce((sum, queue) => sum + queue.due_soon, 0) : 0,
  };
}

/** How many tasks cannot wait: overdue, or due soon. Shown in the tab. */
export function urgentIn(queues: readonly QueueCount[]): number {
  return queues.reduce((sum, queue) => sum + queue.overdue + queue.due_soon, 0);
}

function latest(before: number, moments: readonly (string | null)[]): number {
  return moments.reduce((last, moment) => Math.max(last, moment ? Date.parse(moment) : 0), before);
}
