/** The filter of the task list as it stands in the address, and as the server wants it. */
import type { LocationQuery } from "vue-router";
import type { QueueCount, Task } from "@/api";
import type { TaskQuery } from "@/api/work";

export interface TaskFilter {
  desk: string;
  /** A step's id, together with whose queue it is. */
  step: string;
  actor: string;
  unit: string;
  assigned: "anyone" | "me" | "none";
  overdue: boolean;
}

const ASSIGNED: Record<string, TaskFilter["assigned"]> = { saya: "me", belum: "none" };

export function filterOf(query: LocationQuery): TaskFilter {
  return {
    desk: one(query.layanan),
    step: one(query.langkah),
    actor: one(query.pelaksana),
    unit: one(query.opd),
    assigned: ASSIGNED[one(query.oleh)] ?? "anyone",
    overdue: query.terlambat === "ya",
  };
}

export function addressOf(filter: TaskFilter): Record<string, string> {
  const assigned = Object.entries(ASSIGNED).find(([, value]) => value === filter.assigned)?.[0];
  return {
    ...(filter.desk && { layanan: filter.desk }),
    ...(filter.step && { langkah: filter.step }),
    ...(filter.actor && { pelaksana: filter.actor }),
    ...(filter.unit && { opd: filter.unit }),
    ...(assigned && { oleh: assigned }),
    ...(filter.overdue && { terlambat: "ya" }),
  };
}

/** The address for `filter`; that of everything says so, when an address that says nothing opens the start view. */
export function placeOf(filter: TaskFilter, hasStart: boolean): Record<string, string> {
  return isNarrowed(filter) || !hasStart ? addressOf(filter) : { tampilan: "semua" };
}

export function queryOf(filter: TaskFilter): TaskQuery {
  return {
    ...(filter.desk && { desk: filter.desk }),
    ...(filter.step && { step: filter.step }),
    ...(filter.actor && { actor: filter.actor }),
    ...(filter.unit && { unit: filter.unit }),
    assigned: filter.assigned,
    ...(filter.overdue && { overdue: true }),
  };
}

export function isNarrowed(filter: TaskFilter): boolean {
  return Object.keys(addressOf(filter)).length > 0;
}

/** Whether `queue` is the one the filter shows. */
export function isQueue(filter: TaskFilter, queue: QueueCount): boolean {
  return (
    filter.desk === queue.desk_id &&
    filter.step === queue.step &&
    filter.actor === queue.actor &&
    filter.unit === (queue.unit_id ?? "")
  );
}

export function queueFilter(filter: TaskFilter, queue: QueueCount | undefined): TaskFilter {
  return {
    ...filter,
    desk: queue?.desk_id ?? "",
    step: queue?.step ?? "",
    actor: queue?.actor ?? "",
    unit: queue?.unit_id ?? "",
  };
}

/** How many wait in all queues, as shown in the tab: "12", or "999+" when one was counted no further. */
export function waitingIn(queues: readonly QueueCount[]): string {
  const sum = queues.reduce((all, queue) => all + queue.open, 0);
  return queues.some((queue) => queue.open_words.endsWith("+")) ? `${sum}+` : String(sum);
}

/** Overdue tasks first, each part in the server's order: nearest deadline first. */
export function overdueFirst(tasks: readonly Task[]): Task[] {
  return [...tasks.filter((task) => task.is_overdue), ...tasks.filter((task) => !task.is_overdue)];
}

/** Tasks of `after` that `before` did not have. */
export function arrivals(before: ReadonlySet<string>, after: readonly Task[]): Task[] {
  return after.filter((task) => !before.has(task.id));
}

function one(value: LocationQuery[string] | undefined): string {
  const first = Array.isArray(value) ? value[0] : value;
  return first ?? "";
}
