import { describe, expect, it } from "vitest";
import type { Report } from "@/api";
import { changesBetween, eventsSince } from "./changes";

const report = (given: object): Report =>
  ({
    state: "open",
    outcome_label: "",
    classification: null,
    due_at: null,
    tasks: [],
    responses: [],
    documents: [],
    evidence: [],
    notes: [],
    messages: [],
    timeline: { items: [], next_cursor: null },
    ...given,
  }) as unknown as Report;
const task = (number: string, activity: string, given: object = {}) => ({
  step_number: number,
  activity,
  closed_at: null,
  unit: null,
  assigned_to: null,
  ...given,
});

describe("the comparison of two versions", () => {
  it("shows what differs and nothing else", () => {
    const before = report({ tasks: [task("2", "Menerima laporan")] });
    const after = report({
      classification: "complaint",
      tasks: [task("2", "Menerima laporan", { closed_at: "x" }), task("4", "Menanggapi", { unit: { short_name: "Dinkes" } })],
    });
    expect(changesBetween(before, after)).toEqual([
      { field: "Langkah sekarang", before: "2 Menerima laporan", after: "4 Menanggapi (Dinkes)" },
      { field: "Klasifikasi", before: "tidak ada", after: "Pengaduan" },
    ]);
    expect(changesBetween(before, before)).toEqual([]);
  });

  it("tells what has happened since", () => {
    const at = (...ids: number[]) => report({ timeline: { items: ids.map((id) => ({ id })), next_cursor: null } });
    expect(eventsSince(at(2, 1), at(4, 3, 2, 1)).map((event) => event.id)).toEqual([4, 3]);
  });
});
