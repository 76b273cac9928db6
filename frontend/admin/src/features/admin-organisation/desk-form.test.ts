import { describe, expect, it } from "vitest";
import type { VersionEntry } from "@/api/administration";
import { savedSentence, versionChoices } from "./desk-form";

describe("a desk's form", () => {
  it("offers the versions of the desk's own procedure alone", () => {
    const versions = [
      { id: "2", name: "nkk", version: 2, title: "NKK" },
      { id: "1", name: "nkk", version: 1, title: "NKK" },
      { id: "9", name: "hotline", version: 1, title: "Hotline" },
    ] as VersionEntry[];
    expect(versionChoices(versions, "nkk").map((one) => one.value)).toEqual(["2", "1"]);
    expect(versionChoices(versions, undefined).map((one) => one.group)).toEqual(["nkk", "nkk", "hotline"]);
  });

  it("says what saving did to due times", () => {
    expect(savedSentence({ tasks: 3, reports: 1, in_background: false })).toContain("3 tugas dan 1 laporan");
    expect(savedSentence({ tasks: 0, reports: 0, in_background: true })).toContain("latar belakang");
    expect(savedSentence(null)).toBe("Tersimpan.");
  });
});
