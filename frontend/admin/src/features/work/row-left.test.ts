import { describe, expect, it } from "vitest";
import { backToRow, indexAfter, leaveRow } from "./row-left";

const rows = (...names: string[]) => names.map((name) => ({ id: `task ${name}`, report_id: `report ${name}` }));

describe("coming back to the queue", () => {
  it("is at the row one left, wherever it stands by now, and only once", () => {
    leaveRow(rows("a", "b", "c"), 1, "report b");
    expect(backToRow(rows("new", "a", "b", "c"))).toBe(2);
    expect(backToRow(rows("new", "a", "b", "c"))).toBe(-1);
  });

  it("is at the row that followed when the one left is done", () => {
    leaveRow(rows("a", "b", "c"), 1, "report b");
    expect(backToRow(rows("a", "c"))).toBe(1);
  });

  it("is at the row before when the last one is done", () => {
    leaveRow(rows("a", "b", "c"), 2, "report c");
    expect(backToRow(rows("a", "b"))).toBe(1);
  });

  it("is at the top when nothing of that queue is there", () => {
    leaveRow(rows("a", "b"), 0, "report a");
    expect(backToRow(rows("x", "y"))).toBe(-1);
  });

  it("finds the row that was opened by a click without having had the focus", () => {
    leaveRow(rows("a", "b", "c"), -1, "report c");
    expect(backToRow(rows("a", "b", "c"))).toBe(2);
    leaveRow(rows("a", "b", "c"), 1, "report from elsewhere");
    expect(backToRow(rows("a", "b", "c"))).toBe(-1);
  });

  it("keeps the second task of one report apart from its first", () => {
    const twice = [{ id: "task 1", report_id: "report a" }, { id: "task 2", report_id: "report a" }];
    leaveRow(twice, 1, "report a");
    expect(backToRow(twice)).toBe(1);
  });
});

describe("the current row of a queue that changes", () => {
  it("stays none when there was none", () => {
    expect(indexAfter(["task a"], -1, rows("a"))).toBe(-1);
  });
});
