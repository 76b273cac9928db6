/** A letter's number as a pattern would print it, while the pattern is typed. The server has the last word. */

/** What the fields were called before; patterns typed so are still read. */
const FORMER: Record<string, string> = { sequence: "nomor", kind: "jenis", roman_month: "bulan_romawi", month: "bulan", year: "tahun" };
const ROMAN = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"];
const PART = /\{([a-z_]+)(?::([1-9]))?\}|[A-Za-z0-9 ./-]+/gy;

export interface Sample {
  number: number;
  /** Letter codes of a kind of letter and of a unit. */
  kind: string;
  unit: string;
  on: Date;
}

/** The number, or "" when the pattern cannot number letters. */
export function sampleNumber(pattern: string, { number, kind, unit, on }: Sample): string {
  const values: Record<string, string> = {
    jenis: kind,
    unit,
    bulan_romawi: ROMAN[on.getMonth()] ?? "",
    bulan: String(on.getMonth() + 1).padStart(2, "0"),
    tahun: String(on.getFullYear()),
  };
  const used = new Set<string>();
  let printed = "";
  let read = 0;
  for (const [whole, name, width] of pattern.matchAll(PART)) {
    read += whole.length;
    const field = name && (FORMER[name] ?? name);
    if (field) used.add(field);
    if (!field) printed += whole;
    else if (field === "nomor") printed += String(number).padStart(Number(width ?? 1), "0");
    else if (width || values[field] === undefined) return "";
    else printed += values[field];
  }
  return read === pattern.length && used.has("nomor") && used.has("tahun") ? printed : "";
}
