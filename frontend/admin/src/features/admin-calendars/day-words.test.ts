import { expect, it } from "vitest";
import { dayWords, weekdayOf } from "./day-words";

it("says a date with its weekday, and half a date not at all", () => {
  expect(dayWords("2026-08-17")).toContain("17 Agu 2026");
  expect(weekdayOf("2026-08-17")).toBe("Sen");
  expect(weekdayOf("")).toBe("");
});
