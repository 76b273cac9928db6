import { describe, expect, it } from "vitest";
import { addressOf, filterOf, isNarrowed, queryOf } from "./filter";

describe("the search in the address", () => {
  it("comes back as it was kept", () => {
    const kept = { q: "pungli -parkir", keadaan: "open", opd: "u", sejak: "2026-07-01", terlambat: "ya" };
    expect(addressOf(filterOf(kept))).toEqual(kept);
  });

  it("is said to the server in its own names, without blanks", () => {
    expect(queryOf(filterOf({ q: "  ", lewat: "counter", sampai: "2026-07-31" }))).toEqual({
      channel: "counter",
      to: "2026-07-31",
    });
  });

  it("is narrowed by anything but words", () => {
    expect(isNarrowed(filterOf({ q: "loket" }))).toBe(false);
    expect(isNarrowed(filterOf({ q: "loket", keadaan: "closed" }))).toBe(true);
  });
});
