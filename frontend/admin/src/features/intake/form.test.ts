import { describe, expect, it } from "vitest";
import type { Desk, FoundReporter } from "@/api";
import { blankForm, blankPerson, categoryChoices, faultsAt, isBlank, otherFaults, restoredForm, takenChannels, toSend } from "./form";

const category = (id: string, parent: string | null) => ({ id, parent_id: parent, name: id.toUpperCase(), hint: "" });
const desk = {
  channels: ["web", "counter", "telephone"],
  categories: [category("a", null), category("a1", "a"), category("b", null), category("a2", "a")],
} as unknown as Desk;

describe("the call-taker's form", () => {
  it("sends a known reporter by id alone, and a new one in full", () => {
    const form = { ...blankForm("counter"), name: "Rina", nip: "1" };
    expect(toSend(form, "k").reporter).toMatchObject({ name: "Rina", kind: "citizen", nip: "" });
    const known = { ...form, known: { id: "r" } as FoundReporter };
    expect(toSend(known, "k")).toMatchObject({ reporter_id: "r", submission_key: "k" });
    expect(toSend(known, "k")).not.toHaveProperty("reporter");
  });

  it("leaves out persons nobody wrote anything about", () => {
    const form = { ...blankForm(), persons: [blankPerson(), { ...blankPerson(), name: "Anton" }] };
    expect(toSend(form, "k").persons).toHaveLength(1);
  });

  it("knows whether anything would be lost", () => {
    expect(isBlank(blankForm("telephone"))).toBe(true);
    expect(isBlank({ ...blankForm(), place: "Loket" })).toBe(false);
  });

  it("comes back as it was kept, and without what no longer fits", () => {
    const form = {
      ...blankForm("counter"),
      kind: "asn" as const,
      narrative: "Loket tutup",
      isConfidential: true,
      known: { id: "r", name: "Rina", kind: "citizen", number: "", phone: "", email: "" },
      persons: [{ ...blankPerson(), name: "Anton" }],
      evidence: [{ handle: "h", name: "foto.jpg", size: 900, media_type: "image/jpeg" }],
    };
    const kept = JSON.parse(JSON.stringify(form)) as Record<string, unknown>;
    expect(restoredForm(kept)).toEqual(form);
    const odd = { subject: 5, kind: "x", persons: ["a", { name: 1 }], evidence: [{}], known: [], isConfidential: "ya", other: "x" };
    expect(restoredForm(odd)).toEqual({ ...blankForm(), persons: [blankPerson()] });
  });

  it("offers the desk's channels but the website, and subcategories under their category", () => {
    expect(takenChannels(desk)).toEqual(["counter", "telephone"]);
    expect(categoryChoices(desk)).toEqual([
      { value: "a1", label: "A1", group: "A" },
      { value: "a2", label: "A2", group: "A" },
      { value: "b", label: "B" },
    ]);
  });

  it("puts every fault at its field, or in the summary", () => {
    const errors = { "reporter.nik": ["NIK 16 angka."], evidence: ["Unggah lagi."] };
    expect(faultsAt(errors, "reporter.nik", "nik")).toEqual(["NIK 16 angka."]);
    expect(otherFaults(errors)).toEqual(["Unggah lagi."]);
  });
});
