import { describe, expect, it } from "vitest";
import { branches, possibleParents, sought } from "./unit-tree";

function unit(id: string, parent: string | null = null, isActive = true) {
  return { id, name: `Unit ${id}`, short_name: id, code: id, parent_id: parent, is_active: isActive };
}

const units = [unit("a"), unit("a1", "a"), unit("b"), unit("a11", "a1"), unit("c", "gone"), unit("b1", "b", false)];
const ids = (found: { unit: { id: string } }[]) => found.map((one) => one.unit.id);

describe("the tree of units", () => {
  it("puts each behind the one it stands under, and loses none", () => {
    expect(branches(units).map(({ unit: one, depth }) => `${one.id}${depth}`)).toEqual([
      "a0", "a11", "a112", "b0", "b11", "c0",
    ]);
  });

  it("shows what is sought with those above it", () => {
    expect(ids(sought(branches(units), "a11", false))).toEqual(["a", "a1", "a11"]);
    expect(ids(sought(branches(units), "", false))).not.toContain("b1");
    expect(ids(sought(branches(units), "", true))).toContain("b1");
  });

  it("lets no unit stand under itself or under its own", () => {
    expect(ids(possibleParents(units, "a"))).toEqual(["b", "c"]);
    expect(ids(possibleParents(units, "a11"))).toEqual(["a", "a1", "b", "c"]);
    expect(ids(possibleParents(units, ""))).toEqual(["a", "a1", "a11", "b", "c"]);
  });
});
