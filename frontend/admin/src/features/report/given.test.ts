import { describe, expect, it } from "vitest";
import type { ActionField, Draft, Report } from "@/api";
import { actionable, asText, isUntouched, newestDraft, startingGiven, toSend } from "./given";

const field = (given: Partial<ActionField>): ActionField => ({
  id: "note",
  label: "Catatan",
  kind: "long_text",
  required: false,
  hint: "",
  maximum: 0,
  choices: [],
  proposed: "",
  ...given,
});
const units = field({
  id: "units",
  label: "OPD",
  kind: "units",
  choices: [
    { value: "1", label: "Dinas Kesehatan" },
    { value: "2", label: "Dinas Pendidikan" },
  ],
});

describe("what is given to an action", () => {
  it("starts from what is proposed, unless the officer has written something", () => {
    const masked = field({ proposed: "Izin [disamarkan] terbit." });
    expect(startingGiven([masked], undefined)).toEqual({ note: "Izin [disamarkan] terbit." });
    expect(startingGiven([masked], { note: "Izin terbit." })).toEqual({ note: "Izin terbit." });
  });

  it("starts from the draft where it still fits the fields", () => {
    expect(startingGiven([field({}), units], { note: "Konsep", units: ["1"] })).toEqual({ note: "Konsep", units: ["1"] });
    expect(startingGiven([field({}), units], { note: 5, units: ["9"], gone: "x" })).toEqual({ note: "", units: [] });
  });

  it("mentions no field that was left empty, but says no as no", () => {
    expect(toSend({ note: "  ", units: [], rating: null, urgent: false, answer: "Ya" })).toEqual({ urgent: false, answer: "Ya" });
  });

  it("is untouched until somebody chose or typed something", () => {
    expect(isUntouched({ note: " ", urgent: false, units: [] })).toBe(true);
    expect(isUntouched({ note: "", units: ["1"] })).toBe(false);
  });

  it("can be copied as text with the names people know", () => {
    expect(asText([units, field({})], { units: ["2", "1"], note: "Segera" })).toBe(
      "OPD: Dinas Pendidikan, Dinas Kesehatan\n\nCatatan: Segera",
    );
  });
});

describe("tasks and drafts", () => {
  it("offers open tasks with something to do, the nearest deadline first", () => {
    const task = (id: string, given: object) => ({ id, closed_at: null, may_act: true, allowed_actions: [{}], due_at: null, ...given });
    const report = {
      tasks: [
        task("later", { due_at: "2026-07-20T00:00:00Z" }),
        task("closed", { closed_at: "2026-07-16T00:00:00Z" }),
        task("soon", { due_at: "2026-07-17T00:00:00Z" }),
        task("others", { may_act: false }),
        task("undated", {}),
      ],
    } as unknown as Report;
    expect(actionable(report).map((one) => one.id)).toEqual(["soon", "later", "undated"]);
  });

  it("finds the action the officer was writing last", () => {
    const draft = (task: string, action: string, at: string) => ({ task_id: task, action, saved_at: at }) as Draft;
    const drafts = [draft("t", "return", "2026-07-16T02:00Z"), draft("t", "answer", "2026-07-16T03:00Z"), draft("u", "x", "2026-07-16T04:00Z")];
    expect(newestDraft(drafts, "t")?.action).toBe("answer");
    expect(newestDraft(drafts, "none")).toBeUndefined();
  });
});
