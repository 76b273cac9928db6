/** What the numbers of the server come to, and how they are said. */
import type { AgeGroup, Backlog, StepTimes, TrendPoint } from "@/api";
import { language, texts } from "@/texts";

const tenths = new Intl.NumberFormat(language, { maximumFractionDigits: 1 });
const percent = new Intl.NumberFormat(language, { style: "percent", maximumFractionDigits: 1 });
const dayOf = new Intl.DateTimeFormat(language, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
const monthOf = new Intl.DateTimeFormat(language, { month: "short", year: "numeric", timeZone: "UTC" });

type Counted = "filed" | "finished_limited" | "finished_on_time" | "executions" | "limited" | "on_time" | "returns";

/** The whole period in one row. */
export function totals(trend: TrendPoint[]): Record<Counted, number> {
  const sum = (name: Counted) => trend.reduce((so, point) => so + point[name], 0);
  return {
    filed: sum("filed"),
    finished_limited: sum("finished_limited"),
    finished_on_time: sum("finished_on_time"),
    executions: sum("executions"),
    limited: sum("limited"),
    on_time: sum("on_time"),
    returns: sum("returns"),
  };
}

/** "87,5 %", or a dash where there is nothing to take a share of. */
export function share(part: number, whole: number): string {
  return whole === 0 ? texts.oversight.times.none : percent.format(part / whole);
}

/** "12,5": working minutes; long ones as hours, "3 j 20 m". */
export function minutes(value: number | null): string {
  if (value === null) return texts.oversight.times.none;
  if (value < 100) return `${tenths.format(value)} m`;
  const whole = Math.round(value);
  const [hours, rest] = [Math.floor(whole / 60), whole % 60];
  return rest === 0 ? `${hours} j` : `${hours} j ${rest} m`;
}

/** A local day of the server, "1 Jul 2026"; of a month its name alone. */
export function day(value: string, by = "day"): string {
  return (by === "month" ? monthOf : dayOf).format(new Date(`${value}T00:00:00Z`));
}

/** "3. Mengklasifikasi laporan – Dinas Kesehatan". */
export function stepName(one: StepTimes | Backlog): string {
  const named = one.number ? `${one.number}. ${one.activity}` : one.activity;
  return one.unit_name ? `${named} – ${one.unit_name}` : named;
}

/** Room on an axis is short. */
export function shortName(one: StepTimes | Backlog): string {
  const who = one.unit_name ?? one.actor_title;
  return one.number ? `${one.number} ${who}` : who;
}

export function openReports(ages: AgeGroup[]): { open: number; waiting: number } {
  return {
    open: ages.reduce((so, one) => so + one.open, 0),
    waiting: ages.reduce((so, one) => so + one.waiting, 0),
  };
}

/** A week or month of the trend ends where the next begins, or where the period does. */
export function lastDayOf(trend: TrendPoint[], place: number, last: string): string {
  const next = trend[place + 1];
  if (next === undefined) return last;
  const before = new Date(`${next.period}T00:00:00Z`);
  before.setUTCDate(before.getUTCDate() - 1);
  return before.toISOString().slice(0, 10);
}
