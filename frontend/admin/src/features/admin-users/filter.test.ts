import { describe, expect, it } from "vitest";
import { addressOf, filterOf, isNarrowed, queryOf } from "./filter";

describe("the filter of officers", () => {
  it("comes back from the address as it was kept", () => {
    const kept = { q: "sari", keadaan: "invited", peran: "auditor", opd: "u" };
    expect(addressOf(filterOf(kept))).toEqual(kept);
  });

  it("is said to the server in its own names, without blanks", () => {
    expect(queryOf(filterOf({ q: "  ", keadaan: "active" }))).toEqual({ state: "active" });
    expect(isNarrowed(filterOf({ q: " " }))).toBe(false);
  });
});
