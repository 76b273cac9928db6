import { describe, expect, it } from "vitest";
import { typedDate, writtenDate } from "./typed-date";

describe("what is typed as a date", () => {
  it.each([
    ["16/07/2026", "2026-07-16"],
    ["1/2/2026", "2026-02-01"],
    [" 1-2-2026 ", "2026-02-01"],
    ["01.02.2026", "2026-02-01"],
    ["1 2 2026", "2026-02-01"],
    ["29/02/2028", "2028-02-29"],
    ["2026-07-16", "2026-07-16"],
  ])("%s is %s", (typed, iso) => {
    expect(typedDate(typed)).toBe(iso);
  });

  it.each(["", "16/07", "16/07/26", "07/16/2026", "31/04/2026", "29/02/2026", "0/1/2026", "besok", "2026-13-01"])(
    "%s is no date",
    (typed) => {
      expect(typedDate(typed)).toBeUndefined();
    },
  );
});

it("is shown day first, and what is no date as it was typed", () => {
  expect(writtenDate("2026-07-16")).toBe("16/07/2026");
  expect(writtenDate("07/16/2026")).toBe("07/16/2026");
  expect(writtenDate("")).toBe("");
});
