/** A calendar as its editor holds it, and as the server takes it. */
import type { CalendarGiven, Proposal, Settled, WorkCalendar } from "@/api/administration";
import { wordFor } from "@/texts";
import { calendars as words } from "@/texts/admin-calendars";
import { count } from "@/texts/moments";
import type { Row } from "@/ui/versions";

/** One stretch of open office: two times as people here write them, such as "07.30". */
export interface Stretch {
  opens: string;
  closes: string;
}
export type Week = Stretch[][];

export interface PeriodForm {
  name: string;
  first: string;
  last: string;
  week: Week;
}

export interface HolidayForm {
  day: string;
  name: string;
  kind: string;
}

export interface CalendarForm {
  name: string;
  timezone: string;
  week: Week;
  periods: PeriodForm[];
  holidays: HolidayForm[];
}

const DAYS = 7;
const TIME = /^(\d{1,2})(?:[.:]?(\d{2}))?$/;

export function blankCalendar(): CalendarForm {
  const full = ["07:30-12:00", "13:00-16:00"];
  const friday = ["07:30-11:30", "13:00-16:30"];
  return {
    name: "",
    timezone: "Asia/Jakarta",
    week: weekOf([full, full, full, full, friday, [], []]),
    periods: [],
    holidays: [],
  };
}

export function weekOf(hours: readonly (readonly string[])[]): Week {
  return hours.map((day) =>
    day.map((stretch) => {
      const [opens = "", closes = ""] = stretch.split("-");
      return { opens: spokenTime(opens), closes: spokenTime(closes) };
    }),
  );
}

export function hoursOf(week: Week): string[][] {
  return week.map((day) => day.map(({ opens, closes }) => `${writtenTime(opens)}-${writtenTime(closes)}`));
}

/** "7.30", "0730" or "7" as the server writes it; what is no time stays, and is refused in words. */
export function writtenTime(typed: string): string {
  const [, hour, minute = "00"] = TIME.exec(typed.trim()) ?? [];
  return hour === undefined ? typed.trim() : `${hour.padStart(2, "0")}:${minute}`;
}

/** "07.30" */
export function spokenTime(typed: string): string {
  return writtenTime(typed).replace(":", ".");
}

export function blankWeek(): Week {
  return Array.from({ length: DAYS }, () => []);
}

export function formOf(calendar: WorkCalendar): CalendarForm {
  return {
    name: calendar.name,
    timezone: calendar.timezone,
    week: weekOf(calendar.hours),
    periods: calendar.periods.map(({ name, first, last, hours }) => ({ name, first, last, week: weekOf(hours) })),
    holidays: calendar.holidays.map(({ day, name, kind }) => ({ day, name, kind })),
  };
}

export function givenOf(form: CalendarForm): CalendarGiven {
  return {
    name: form.name,
    timezone: form.timezone as CalendarGiven["timezone"],
    hours: hoursOf(form.week),
    periods: form.periods.map(({ name, first, last, week }) => ({ name, first, last, hours: hoursOf(week) })),
    holidays: form.holidays as CalendarGiven["holidays"],
  };
}

/** How long the office is open in a week, in words: "37,5". */
export function weekTotal(week: Week): string {
  const minutes = week.flat().reduce((sum, { opens, closes }) => sum + spanOf(opens, closes), 0);
  return count(Math.round(minutes / 6) / 10);
}

function spanOf(opens: string, closes: string): number {
  const [from, to] = [minutesOf(opens), minutesOf(closes)];
  return Number.isNaN(from) || Number.isNaN(to) ? 0 : Math.max(0, to - from);
}

function minutesOf(time: string): number {
  const [hour, minute] = writtenTime(time).split(":").map(Number);
  return (hour ?? NaN) * 60 + (minute ?? NaN);
}

/**
 * Holidays of a year with their place in the whole list, by which the server names faults.
 * `isKept` keeps the one being typed in sight: half a date is in no year.
 */
export function holidaysIn(
  form: CalendarForm,
  year: string,
  isKept: (holiday: HolidayForm) => boolean = () => false,
): { holiday: HolidayForm; at: number }[] {
  return form.holidays
    .map((holiday, at) => ({ holiday, at }))
    .filter(({ holiday }) => holiday.day === "" || holiday.day.startsWith(`${year}-`) || isKept(holiday));
}

/** The years worth choosing from: those with holidays, this one and the next. */
export function yearsOf(form: CalendarForm, today: Date): string[] {
  const found = new Set(form.holidays.map((holiday) => holiday.day.slice(0, 4)).filter((year) => year.length === 4));
  for (const year of [today.getFullYear(), today.getFullYear() + 1]) found.add(String(year));
  return [...found].sort();
}

/** The year of a holiday that the server found faulty, so that it can be shown; undefined when there is none. */
export function faultyYear(form: CalendarForm, errors: Record<string, string[]>): string | undefined {
  const places = Object.keys(errors).flatMap((name) => /^holidays\.(\d+)\./.exec(name)?.[1] ?? []);
  const day = places.map((place) => form.holidays[Number(place)]?.day).find(Boolean);
  return day?.slice(0, 4);
}

/** Holidays in the order of their days; unfinished ones last, where they are being typed. */
export function sorted(holidays: readonly HolidayForm[]): HolidayForm[] {
  return [...holidays].sort((one, other) => (one.day || "9").localeCompare(other.day || "9"));
}

/** The form with what was picked of a proposal: days that are there already are renamed, not doubled. */
export function withProposal(form: CalendarForm, proposal: Proposal, days: readonly string[], periods: readonly string[]): CalendarForm {
  const picked = proposal.holidays.filter((one) => days.includes(one.day));
  const kept = form.holidays.filter((one) => !picked.some((other) => other.day === one.day));
  const come = proposal.periods.filter((one) => periods.includes(one.first));
  return {
    ...form,
    holidays: sorted([...kept, ...picked.map(({ day, name, kind }) => ({ day, name, kind }))]),
    periods: [...form.periods, ...come.map(({ name, first, last, hours }) => ({ name, first, last, week: weekOf(hours) }))],
  };
}

export function savedSentence(settled: Settled | null): string {
  if (settled?.in_background) return words.savedLater;
  if (settled && settled.tasks + settled.reports > 0) return words.savedMoved(settled.tasks, settled.reports);
  return words.saved;
}

/** A calendar in words, part by part, for the comparison of two versions. */
export function describeCalendar(calendar: WorkCalendar): Row[] {
  const day = (stretches: readonly string[]): string => stretches.join(", ") || words.shut;
  return [
    [words.name, calendar.name],
    [words.timezone, wordFor(words.timezones, calendar.timezone)],
    ...calendar.hours.map((stretches, at): Row => [words.weekdays[at] ?? "", day(stretches)]),
    ...calendar.periods.map((one): Row => [
      words.period(one.name),
      `${one.first} ${words.until} ${one.last}: ${one.hours.map(day).join(" | ")}`,
    ]),
    ...calendar.holidays.map((one): Row => [one.day, `${one.name} (${wordFor(words.kinds, one.kind)})`]),
  ];
}
