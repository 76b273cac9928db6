import { describe, expect, it } from "vitest";
import { isWithin, menuGroups } from "./menu-groups";

describe("the menu", () => {
  it("shows what belongs together together, ungrouped entries first", () => {
    const entries = [{ group: "A", to: "1" }, { to: "2" }, { group: "A", to: "3" }];
    expect(menuGroups(entries).map(([group, members]) => [group, members.map((one) => one.to)])).toEqual([
      ["", ["2"]],
      ["A", ["1", "3"]],
    ]);
  });

  it("marks the place also on the pages within it", () => {
    expect(isWithin("/kelola/petugas/7", "/kelola/petugas")).toBe(true);
    expect(isWithin("/kelola/petugas-lain", "/kelola/petugas")).toBe(false);
  });
});
