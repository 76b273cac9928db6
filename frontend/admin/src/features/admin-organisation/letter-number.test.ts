import { describe, expect, it } from "vitest";
import { sampleNumber } from "./letter-number";

const sample = { number: 12, kind: "JWB", unit: "SETDA", on: new Date(2026, 10, 3) };

describe("the number a pattern would print", () => {
  it("follows the pattern, also by the fields' former names", () => {
    const printed = "800/0012/JWB/SETDA/XI/2026";
    expect(sampleNumber("800/{nomor:4}/{jenis}/{unit}/{bulan_romawi}/{tahun}", sample)).toBe(printed);
    expect(sampleNumber("800/{sequence:4}/{kind}/{unit}/{roman_month}/{year}", sample)).toBe(printed);
    expect(sampleNumber("{nomor}.{bulan}.{tahun}", { ...sample, on: new Date(2027, 3, 30) })).toBe("12.04.2027");
  });

  it.each(["", "800", "{nomor}", "{tahun}/{jenis}", "{nomor}/{tahun}/{siapa}", "{nomor/{tahun}", "{nomor}/{tahun}}", "{nomor}/{tahun:4}", "{nomor:0}/{tahun}", "{nomor}/{tahun}/<b>"])(
    "is none for %s, which the server refuses",
    (pattern) => {
      expect(sampleNumber(pattern, sample)).toBe("");
    },
  );
});
