import { describe, expect, it } from "vitest";
import { blankUser, changeOf, invitationOf } from "./user-form";

describe("an officer's data", () => {
  it("is sent without what was left empty", () => {
    const form = { ...blankUser(), name: "Rina", email: "rina@contoh.id", unit_id: "u", position: "Agen" };
    expect(invitationOf(form, ["officer"])).toEqual({
      name: "Rina",
      email: "rina@contoh.id",
      unit_id: "u",
      position: "Agen",
      roles: ["officer"],
    });
  });

  it("clears what was emptied, and leaves alone what was not touched", () => {
    expect(changeOf({ nip: "", superior_id: "" })).toEqual({ nip: null, superior_id: null });
    expect(changeOf({ name: "Rina" })).toEqual({ name: "Rina" });
  });
});
