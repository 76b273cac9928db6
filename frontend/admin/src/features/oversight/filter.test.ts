import { describe, expect, it } from "vitest";
import { addressOf, filterOf, queryOf, toReports } from "./filter";

describe("what is overseen, in the address", () => {
  it("comes back as it was kept", () => {
    const kept = { layanan: "d", opd: "u", langkah: "classify", sejak: "2026-07-01", sampai: "2026-07-31" };
    expect(addressOf(filterOf(kept))).toEqual(kept);
  });

  it("is asked for without what was not chosen", () => {
    expect(queryOf(filterOf({ sejak: "2026-07-01" }))).toEqual({ from: "2026-07-01" });
  });

  it("leads to the search for what a figure counted", () => {
    expect(toReports({ step: "classify", task: "late", doneFrom: "2026-07-01" })).toEqual({
      path: "/cari",
      query: { langkah: "classify", tugas: "late", "selesai-sejak": "2026-07-01" },
    });
  });
});
