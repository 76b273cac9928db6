/** Moments and sizes in Indonesian words. */
import { language } from "./index";

const full = new Intl.DateTimeFormat(language, {
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
});
const short = new Intl.DateTimeFormat(language, {
  day: "numeric",
  month: "short",
  hour: "2-digit",
  minute: "2-digit",
});
const clock = new Intl.DateTimeFormat(language, { hour: "2-digit", minute: "2-digit" });
const whole = new Intl.NumberFormat(language);

/** "16 Juli 2026 pukul 09.00", or a dash for nothing. */
export function moment(value: string | null): string {
  return value === null ? "–" : full.format(new Date(value));
}

/** "16 Jul, 09.00". */
export function shortMoment(value: string): string {
  return short.format(new Date(value));
}

/** "09.00". */
export function clockTime(value: string | Date): string {
  return clock.format(new Date(value));
}

/** "1.250". */
export function count(value: number): string {
  return whole.format(value);
}

/** "1,2 MB" for a number of bytes. */
export function size(bytes: number): string {
  const units = ["B", "kB", "MB", "GB"];
  let value = bytes;
  let unit = 0;
  while (value >= 1000 && unit < units.length - 1) {
    value /= 1000;
    unit += 1;
  }
  const shown = new Intl.NumberFormat(language, { maximumFractionDigits: unit > 1 ? 1 : 0 });
  return `${shown.format(value)} ${units[unit] ?? ""}`;
}
