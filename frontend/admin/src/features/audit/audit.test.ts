import { describe, expect, it } from "vitest";
import { addressOf, filterOf, isNarrowed, queryOf } from "./filter";
import { spoken } from "./spoken";

describe("the filter of the audit log", () => {
  it("comes back from the address as it was kept, and is said in the server's names", () => {
    const kept = { oleh: "a", perbuatan: "unit_changed", jenis: "unit", tentang: "u", sejak: "2026-07-01" };
    const filter = filterOf(kept);
    expect(addressOf(filter)).toEqual(kept);
    expect(queryOf(filter)).toEqual({
      account: "a",
      action: "unit_changed",
      object_kind: "unit",
      object: "u",
      from: "2026-07-01",
    });
    expect(isNarrowed(filterOf({}))).toBe(false);
  });
});

describe("a value of the audit log", () => {
  it("is said in words, whatever its shape", () => {
    expect(spoken(null)).toEqual([]);
    expect(spoken(false)).toEqual(["Tidak"]);
    expect(spoken(["web", "counter"])).toEqual(["web, counter"]);
    expect(spoken({ "2026-07-17": "Hari jadi (regional)" })).toEqual(["2026-07-17: Hari jadi (regional)"]);
    expect(spoken({ "0197f000-0000-7000-8000-000000000000": "Operator" })).toEqual(["Operator"]);
    expect(spoken([["07:30-12:00"], []])).toEqual(["07:30-12:00", "–"]);
  });
});
