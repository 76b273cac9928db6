/** Moments, in the zone of the desk, and sizes, in words. */
import { language } from "./index";
import { zone, zoneName } from "./zone";

type Style = "full" | "short" | "clock";

const STYLES: Record<Style, Intl.DateTimeFormatOptions> = {
  full: { day: "numeric", month: "long", year: "numeric", hour: "2-digit", minute: "2-digit" },
  short: { day: "numeric", month: "short", hour: "2-digit", minute: "2-digit" },
  clock: { hour: "2-digit", minute: "2-digit" },
};
const formats = new Map<string, Intl.DateTimeFormat>();
const whole = new Intl.NumberFormat(language);

/** A moment in the zone with this IANA name, with the zone's name behind it: "09.00 WIB". */
export function momentIn(iana: string, value: string | Date, style: Style): string {
  return `${formatOf(iana, style).format(new Date(value))} ${zoneName(iana)}`.trimEnd();
}

/** Made once for each zone and style: a list says a hundred times, and making one is slow. */
function formatOf(iana: string, style: Style): Intl.DateTimeFormat {
  const key = `${iana} ${style}`;
  const known = formats.get(key);
  if (known) return known;
  const made = new Intl.DateTimeFormat(language, {
    ...STYLES[style],
    timeZone: iana,
    ...(zoneName(iana) === "" && { timeZoneName: "short" as const }),
  });
  formats.set(key, made);
  return made;
}

/** "16 Juli 2026 pukul 09.00 WIB", or a dash for nothing. */
export function moment(value: string | null): string {
  return value === null ? "–" : momentIn(zone.value, value, "full");
}

/** "16 Jul, 09.00 WIB". */
export function shortMoment(value: string): string {
  return momentIn(zone.value, value, "short");
}

/** "09.00 WIB". */
export function clockTime(value: string | Date): string {
  return momentIn(zone.value, value, "clock");
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
