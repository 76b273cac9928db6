/** Dates in words. */
import { language } from "@/texts";

const spoken = new Intl.DateTimeFormat(language, {
  weekday: "short",
  day: "numeric",
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});
const weekday = new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" });

/** "Sen, 17 Agu 2026" */
export function dayWords(day: string): string {
  const date = dateOf(day);
  return date ? spoken.format(date) : day;
}

/** "Sen"; nothing for half a date. */
export function weekdayOf(day: string): string {
  const date = dateOf(day);
  return date ? weekday.format(date) : "";
}

function dateOf(day: string): Date | undefined {
  const date = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
