/** Dates as Indonesian officers write them, dd/mm/yyyy, whatever language their browser speaks. */

const WRITTEN = /^(\d{1,2})[\s./-]+(\d{1,2})[\s./-]+(\d{4})$/;
const ISO = /^(\d{4})-(\d{2})-(\d{2})$/;

/** The ISO date of what was typed, day first or ISO itself; undefined for what is no day of the calendar. */
export function typedDate(text: string): string | undefined {
  const typed = text.trim();
  const [, year, month, day] = ISO.exec(typed) ?? swapped(WRITTEN.exec(typed)) ?? [];
  if (year === undefined || month === undefined || day === undefined) return undefined;
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : undefined;
}

/** "16/07/2026" for "2026-07-16"; what is no date stands as it was typed. */
export function writtenDate(value: string): string {
  const iso = typedDate(value);
  return iso === undefined ? value : iso.split("-").reverse().join("/");
}

function swapped(found: RegExpExecArray | null): (string | undefined)[] | undefined {
  return found ? [found[0], found[3], found[2], found[1]] : undefined;
}
