import { describe, expect, it } from "vitest";
import { changedRows, changesOf, faultsElsewhere, faultsWithin, rebased } from "./versions";

describe("a thing that somebody else changed meanwhile", () => {
  it("is compared part by part, and an empty part is named", () => {
    const before = [["Nama", "Dinkes"], ["Kepala", "Ratih"], ["Kode", "400"]] as const;
    const after = [["Nama", "Dinas Kesehatan"], ["Kode", "400"]] as const;
    expect(changedRows(before, after, "tidak ada")).toEqual([
      { field: "Nama", before: "Dinkes", after: "Dinas Kesehatan" },
      { field: "Kepala", before: "Ratih", after: "tidak ada" },
    ]);
  });

  it("keeps what was typed and takes the rest from the new one", () => {
    const before = { name: "Dinkes", code: "400", lines: ["Jl. A"] };
    const typed = { name: "Dinas Kesehatan", code: "400", lines: ["Jl. A"] };
    const now = { name: "Dinkes Kota", code: "440", lines: ["Jl. B"] };
    expect(rebased(typed, before, now)).toEqual({ name: "Dinas Kesehatan", code: "440", lines: ["Jl. B"] });
    expect(changesOf(typed, before)).toEqual({ name: "Dinas Kesehatan" });
  });
});

describe("sentences of a refusal", () => {
  const errors = { "hours.3": ["terbalik"], name: ["kosong"], odd: ["aneh"] };

  it("are found at a field and within it", () => {
    expect(faultsWithin(errors, "hours")).toEqual(["terbalik"]);
    expect(faultsWithin(errors, "hour")).toEqual([]);
  });

  it("are not lost when no field shows them", () => {
    expect(faultsElsewhere(errors, ["hours", "name"])).toEqual(["aneh"]);
  });
});
