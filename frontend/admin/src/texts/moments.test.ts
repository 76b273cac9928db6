import { expect, it } from "vitest";
import { clockTime, count, moment, size } from "./moments";

it("says moments and amounts as Indonesians write them", () => {
  expect(moment("2026-07-16T02:00:00Z")).toBe("16 Juli 2026 pukul 09.00");
  expect(moment(null)).toBe("–");
  expect(clockTime("2026-07-16T02:05:00Z")).toBe("09.05");
  expect(count(12500)).toBe("12.500");
  expect(size(1_250_000)).toBe("1,3 MB");
  expect(size(900)).toBe("900 B");
});
