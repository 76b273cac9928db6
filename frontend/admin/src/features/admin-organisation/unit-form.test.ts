import { describe, expect, it } from "vitest";
import { blankUnit, changeOf, creationOf } from "./unit-form";

describe("a unit's form", () => {
  it("sends the letterhead as a whole and empties what was emptied", () => {
    const form = { ...blankUnit(), address: "Jl. Rasakunda 1\n\n Pangkalpinang ", contact: "0717" };
    expect(changeOf(form, { address: form.address, head_id: "" })).toEqual({
      head_id: null,
      letterhead: { address_lines: ["Jl. Rasakunda 1", "Pangkalpinang"], contact_line: "0717" },
    });
    expect(changeOf(form, { name: "Baru" })).toEqual({ name: "Baru" });
  });

  it("creates with a code", () => {
    const form = { ...blankUnit(), name: "Dinas Baru", short_name: "Dinbar", letter_code: "900" };
    expect(creationOf("dinbar", form)).toMatchObject({ code: "dinbar", name: "Dinas Baru", parent_id: null });
  });
});
