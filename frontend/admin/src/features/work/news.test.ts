import { describe, expect, it } from "vitest";
import type { QueueCount } from "@/api";
import { newsSince, seenIn, urgentIn } from "./news";

const NOTHING = { hasNewTask: false, dueSoon: 0 };
const queue = (given: Partial<QueueCount>): QueueCount =>
  ({ overdue: 0, due_soon: 0, newest_at: null, warned_at: null, ...given }) as QueueCount;
const morning = queue({ newest_at: "2026-03-02T08:00:00+07:00", warned_at: "2026-03-02T07:00:00+07:00", due_soon: 2 });

describe("what an officer is called back for", () => {
  it("is nothing at the first look", () => {
    expect(newsSince(undefined, [morning])).toEqual(NOTHING);
  });

  it("is nothing as long as nothing came", () => {
    expect(newsSince(seenIn([morning]), [morning])).toEqual(NOTHING);
  });

  it("is a new task in any queue, also in the first there ever was", () => {
    const came = queue({ newest_at: "2026-03-02T08:05:00+07:00" });
    expect(newsSince(seenIn([morning]), [morning, came])).toEqual({ hasNewTask: true, dueSoon: 0 });
    expect(newsSince(seenIn([]), [came])).toEqual({ hasNewTask: true, dueSoon: 0 });
  });

  it("compares moments, not their writing", () => {
    const inUtc = queue({ ...morning, newest_at: "2026-03-02T01:00:00+00:00" });
    expect(newsSince(seenIn([morning]), [inUtc])).toEqual(NOTHING);
  });

  it("is all that is due soon when a task has just become so", () => {
    const warned = { ...morning, due_soon: 3, warned_at: "2026-03-02T09:00:00+07:00" };
    expect(newsSince(seenIn([morning]), [warned, queue({ due_soon: 1 })])).toEqual({ hasNewTask: false, dueSoon: 4 });
  });

  it("is not an older task that is the newest again since another was done", () => {
    const afterwards = seenIn([queue({ newest_at: "2026-03-02T07:30:00+07:00" })], seenIn([morning]));
    expect(newsSince(afterwards, [morning])).toEqual(NOTHING);
  });
});

it("counts in the tab what is overdue and what is due soon", () => {
  expect(urgentIn([queue({ overdue: 2, due_soon: 1 }), queue({ overdue: 1 })])).toBe(4);
  expect(urgentIn([])).toBe(0);
});
