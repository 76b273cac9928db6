/** The row of the queue a report was opened from, so that coming back goes on from there. */

interface Row {
  id: string;
  report_id: string;
}

/** The row left, with the rows around it: it may be gone by the time one is back. */
interface RowLeft {
  order: string[];
  index: number;
}

let left: RowLeft | undefined;

/** Remembers that `report` was opened from the row `at`; without such a row there is nothing to come back to. */
export function leaveRow(rows: readonly Row[], at: number, report: string): void {
  const index = rows[at]?.report_id === report ? at : rows.findIndex((row) => row.report_id === report);
  left = index < 0 ? undefined : { order: rows.map((row) => row.id), index };
}

/** The index of the row one comes back to, once; -1 when nothing was left or nothing of it is there. */
export function backToRow(rows: readonly Row[]): number {
  const was = left;
  left = undefined;
  return was ? indexAfter(was.order, was.index, rows) : -1;
}

/** Where the row `index` of `order` is now; when it is done, the one that came next, at the end the one before. */
export function indexAfter(order: readonly string[], index: number, rows: readonly { id: string }[]): number {
  const now = new Map(rows.map((row, place) => [row.id, place]));
  const nearest = [...order.slice(Math.max(0, index)), ...order.slice(0, Math.max(0, index)).reverse()];
  return index < 0 ? -1 : (nearest.map((id) => now.get(id)).find((place) => place !== undefined) ?? -1);
}
