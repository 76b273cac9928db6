import { describe, expect, it } from "vitest";
import type { VersionEntry } from "@/api/administration";
import { said } from "./difference";
import { before, byProcedure } from "./version-list";

const names = new Map([["classify", "3 Mengklasifikasi"]]);

describe("a difference between versions", () => {
  it("is said with names instead of ids", () => {
    expect(said({ what: "goto", was: "classify", becomes: null }, names)).toEqual({
      label: "Langkah berikutnya",
      was: ["3 Mengklasifikasi"],
      becomes: [],
    });
    expect(said({ what: "is_return", was: false, becomes: true }, names).becomes).toEqual(["Ya"]);
  });

  it("names only the lines of a list that came or went", () => {
    const shown = said(
      { what: "identity.legal_basis", was: ["UU 5/2014", "UU 25/2009"], becomes: ["UU 20/2023", "UU 25/2009"] },
      names,
    );
    expect([shown.label, shown.was, shown.becomes]).toEqual(["Dasar hukum", ["UU 5/2014"], ["UU 20/2023"]]);
  });

  it("says a thing by its label and what it carries", () => {
    const field = { id: "note", label: "Alasan", required: true, hint: "", choices: [] };
    expect(said({ what: "asks", was: [], becomes: [field] }, names).becomes).toEqual(["Alasan (wajib Ya)"]);
  });
});

it("puts versions together by procedure, newest first", () => {
  const entry = (name: string, version: number) => ({ id: `${name}${version}`, name, version, title: name }) as VersionEntry;
  const [group] = byProcedure([entry("nkk", 1), entry("nkk", 3), entry("hotline", 1)]);
  expect(group?.versions.map((one) => one.version)).toEqual([3, 1]);
  expect(group && before(group, 3)?.version).toBe(1);
  expect(group && before(group, 1)).toBeUndefined();
});
