/** A day without a time, in words. */
import { language } from "@/texts";

const whole = new Intl.DateTimeFormat(language, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });

/** "16 Juli 2026" for "2026-07-16". */
export function day(value: string): string {
  return whole.format(new Date(`${value}T00:00:00Z`));
}
