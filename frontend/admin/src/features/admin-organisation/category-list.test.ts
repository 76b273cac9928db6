import { expect, it } from "vitest";
import type { AdministeredCategory } from "@/api/administration";
import { grouped, placeAfter } from "./category-list";

it("stands in order, each category with its own", () => {
  const row = (id: string, position: number, parent: string | null = null) =>
    ({ id, position, parent_id: parent }) as AdministeredCategory;
  const found = grouped([row("b", 1), row("a", 0), row("a2", 1, "a"), row("a1", 0, "a")]);
  expect(found.map(({ category, below }) => [category.id, below.map((one) => one.id)])).toEqual([
    ["a", ["a1", "a2"]],
    ["b", []],
  ]);
});

it("moves no further than the row is long", () => {
  const row = [{ id: "a" }, { id: "b" }];
  expect(placeAfter(row, "a", 1)).toBe(1);
  expect(placeAfter(row, "a", -1)).toBeUndefined();
  expect(placeAfter(row, "b", 1)).toBeUndefined();
});
