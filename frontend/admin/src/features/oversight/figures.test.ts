import { describe, expect, it } from "vitest";
import { day, lastDayOf, minutes, share, totals } from "./figures";

const point = (period: string, more = {}) => ({
  period,
  filed: 1,
  finished: 1,
  finished_limited: 1,
  finished_on_time: 0,
  executions: 3,
  limited: 2,
  on_time: 1,
  returns: 0,
  ...more,
});

describe("figures of oversight", () => {
  it("are added up over the whole period", () => {
    expect(totals([point("2026-07-01"), point("2026-08-01", { limited: 5 })])).toMatchObject({
      filed: 2,
      executions: 6,
      limited: 7,
      on_time: 2,
    });
  });

  it("are said in Indonesian", () => {
    expect(share(7, 8)).toBe("87,5%");
    expect(share(0, 0)).toBe("–");
    expect(minutes(12.52)).toBe("12,5 m");
    expect(minutes(200)).toBe("3 j 20 m");
    expect(minutes(null)).toBe("–");
    expect(day("2026-07-01")).toBe("1 Jul 2026");
    expect(day("2026-07-01", "month")).toBe("Jul 2026");
  });

  it("know where a part of the period ends", () => {
    const trend = [point("2026-07-27"), point("2026-08-03")];
    expect(lastDayOf(trend, 0, "2026-08-05")).toBe("2026-08-02");
    expect(lastDayOf(trend, 1, "2026-08-05")).toBe("2026-08-05");
  });
});
