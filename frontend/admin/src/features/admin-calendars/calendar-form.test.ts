import { describe, expect, it } from "vitest";
import type { Proposal, WorkCalendar } from "@/api/administration";
import {
  blankCalendar,
  describeCalendar,
  faultyYear,
  formOf,
  givenOf,
  holidaysIn,
  hoursOf,
  savedSentence,
  spokenTime,
  weekOf,
  weekTotal,
  withProposal,
  writtenTime,
  yearsOf,
} from "./calendar-form";

const HUT = { day: "2026-08-17", name: "Hari Kemerdekaan", kind: "public" };
const NEW_YEAR = { day: "2027-01-01", name: "Tahun Baru", kind: "public" };

describe("a calendar in its editor", () => {
  it("goes to the server as it came", () => {
    const hours = [["07:30-12:00", "13:00-24:00"], [], [], [], [], [], []];
    const calendar = {
      name: "Kota",
      timezone: "Asia/Jakarta",
      hours,
      periods: [{ name: "Ramadan", first: "2027-02-08", last: "2027-03-09", hours }],
      holidays: [HUT],
    } as unknown as WorkCalendar;
    expect(givenOf(formOf(calendar))).toEqual({
      name: "Kota",
      timezone: "Asia/Jakarta",
      hours,
      periods: calendar.periods,
      holidays: [HUT],
    });
    expect(hoursOf(weekOf(hours))).toEqual(hours);
  });

  it("counts the hours of a week", () => {
    expect(weekTotal(blankCalendar().week)).toBe("37,5");
    expect(weekTotal(weekOf([["22:00-24:00"]]))).toBe("2");
    expect(weekTotal([[{ opens: "", closes: "12.00" }]])).toBe("0");
  });

  it("reads times as people write them", () => {
    expect(["7.30", "0730", "07:30", "16", " 24.00 "].map(writtenTime)).toEqual([
      "07:30", "07:30", "07:30", "16:00", "24:00",
    ]);
    expect(writtenTime("pagi")).toBe("pagi");
    expect(spokenTime("7:5")).toBe("7.5");
    expect(spokenTime("730")).toBe("07.30");
  });

  it("shows one year of holidays, and still knows the place of each", () => {
    const form = { ...blankCalendar(), holidays: [HUT, NEW_YEAR, { day: "", name: "", kind: "regional" }] };
    expect(holidaysIn(form, "2027").map((one) => one.at)).toEqual([1, 2]);
    expect(holidaysIn(form, "2027", (one) => one === HUT).map((one) => one.at)).toEqual([0, 1, 2]);
    expect(yearsOf(form, new Date("2026-07-16"))).toEqual(["2026", "2027"]);
    expect(faultyYear(form, { "holidays.1.name": ["Tulis isinya."] })).toBe("2027");
    expect(faultyYear(form, { name: ["Tulis isinya."] })).toBeUndefined();
  });

  it("takes what was picked of a proposal, and doubles no day", () => {
    const form = { ...blankCalendar(), holidays: [{ ...HUT, name: "HUT RI" }] };
    const proposal = {
      year: 2026,
      holidays: [{ ...HUT, state: "named_otherwise", present_name: "HUT RI" }, { ...NEW_YEAR, state: "new", present_name: null }],
      periods: [{ name: "Ramadan", first: "2027-02-08", last: "2027-03-09", hours: [], is_new: true }],
    } as unknown as Proposal;
    const after = withProposal(form, proposal, [HUT.day], ["2027-02-08"]);
    expect(after.holidays).toEqual([HUT]);
    expect(after.periods.map((one) => one.name)).toEqual(["Ramadan"]);
  });

  it("is compared day by day", () => {
    const calendar = {
      name: "Kota",
      timezone: "Asia/Jakarta",
      hours: [["07:30-12:00"], []],
      periods: [],
      holidays: [HUT],
    } as unknown as WorkCalendar;
    expect(describeCalendar(calendar)).toContainEqual(["Selasa", "Tutup"]);
    expect(describeCalendar(calendar)).toContainEqual(["2026-08-17", "Hari Kemerdekaan (Libur nasional)"]);
    expect(savedSentence({ tasks: 2, reports: 1, in_background: false })).toContain("2 tugas");
  });
});
