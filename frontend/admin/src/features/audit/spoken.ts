/** Values of the audit log in words, line by line. */
import { texts } from "@/texts";

/** One line for each thing in a list and each named part of a thing; nothing for nothing. */
export function spoken(value: unknown): string[] {
  if (value === null || value === undefined || value === "") return [];
  if (typeof value === "boolean") return [value ? texts.app.yes : texts.app.no];
  if (Array.isArray(value)) {
    if (value.length === 0) return [];
    return value.every(isPlain) ? [value.map(phrase).join(", ")] : value.map(phrase);
  }
  if (typeof value === "object") {
    return Object.entries(value)
      .filter(([, part]) => spoken(part).length > 0)
      .map(([name, part]) => (isId(name) ? phrase(part) : `${name}: ${phrase(part)}`));
  }
  return [phrase(value)];
}

function phrase(value: unknown): string {
  if (isPlain(value)) return typeof value === "boolean" ? spoken(value).join("") : String(value);
  if (Array.isArray(value)) return value.length ? value.map(phrase).join(", ") : "–";
  return spoken(value).join("; ");
}

function isPlain(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}

function isId(name: string): boolean {
  return /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(name);
}
