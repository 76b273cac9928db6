import { expect, it } from "vitest";
import { desksOf, nameOf, seatShown, type Seat } from "./seat-choice";

const seat = (desk: string, team: string) => ({ desk_id: desk, desk_name: desk.toUpperCase(), team, actor_title: "Operator" }) as Seat;

it("names the only desk on every page", () => {
  const both = [seat("nkk", "Operator NKK"), seat("nkk", "Tim Utama")];
  expect(desksOf(both)).toHaveLength(1);
  expect(seatShown(both, undefined)?.team).toBe("Operator NKK");
});

it("of several desks names the one that the page is narrowed to, and else none", () => {
  const seats = [seat("nkk", "Operator NKK"), seat("wadul", "")];
  expect(seatShown(seats, "wadul")).toBe(seats[1]);
  expect(seatShown(seats, undefined)).toBeUndefined();
  expect(nameOf(seat("wadul", ""))).toBe("WADUL · Operator");
});
