/** Units as a tree: who stands under whom, and who may. */
import type { AdministeredUnit } from "@/api/administration";

type Node = Pick<AdministeredUnit, "id" | "name" | "code" | "short_name" | "parent_id" | "is_active">;

export interface Branch<Unit extends Node> {
  unit: Unit;
  depth: number;
}

/** Every unit after the one it stands under, with how deep it stands; a missing parent makes a root. */
export function branches<Unit extends Node>(units: readonly Unit[]): Branch<Unit>[] {
  const known = new Set(units.map((unit) => unit.id));
  const below = new Map<string, Unit[]>();
  for (const unit of units) {
    const parent = unit.parent_id && known.has(unit.parent_id) ? unit.parent_id : "";
    below.set(parent, [...(below.get(parent) ?? []), unit]);
  }
  function walk(parent: string, depth: number): Branch<Unit>[] {
    return (below.get(parent) ?? []).flatMap((unit) => [{ unit, depth }, ...walk(unit.id, depth + 1)]);
  }
  return walk("", 0);
}

/** The branches that match, each with those above it, so that it can be seen where they stand. */
export function sought<Unit extends Node>(all: readonly Branch<Unit>[], words: string, withClosed: boolean): Branch<Unit>[] {
  const wanted = words.trim().toLowerCase();
  const matches = all.filter(
    ({ unit }) =>
      (withClosed || unit.is_active) &&
      [unit.name, unit.short_name, unit.code].some((text) => text.toLowerCase().includes(wanted)),
  );
  const kept = new Set<string>();
  const byId = new Map(all.map(({ unit }) => [unit.id, unit]));
  for (const { unit } of matches) {
    for (let at: Unit | undefined = unit; at && !kept.has(at.id); at = byId.get(at.parent_id ?? "")) kept.add(at.id);
  }
  return all.filter(({ unit }) => kept.has(unit.id));
}

/** Units that `id` can be put under: active ones that are neither itself nor below it. */
export function possibleParents<Unit extends Node>(units: readonly Unit[], id: string): Branch<Unit>[] {
  const all = branches(units);
  const start = all.findIndex(({ unit }) => unit.id === id);
  const depth = all[start]?.depth ?? 0;
  const after = all.slice(start + 1).findIndex((branch) => branch.depth <= depth);
  const end = start < 0 ? start : after < 0 ? all.length : start + 1 + after;
  return all.filter((branch, at) => branch.unit.is_active && (start < 0 || at < start || at >= end));
}

/** A unit's name in a list of choices, moved in by how deep it stands. */
export function indented<Unit extends Node>({ unit, depth }: Branch<Unit>): string {
  return `${"\u2003".repeat(depth)}${unit.name}`;
}
