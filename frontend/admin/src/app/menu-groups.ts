/** How the menu is put together, and where in it the officer is. */
import type { MenuEntry } from "./features";

/** Entries by group, in their order; those of no group come first. */
export function menuGroups<Entry extends Pick<MenuEntry, "group">>(entries: readonly Entry[]): [string, Entry[]][] {
  const found = new Map<string, Entry[]>([["", []]]);
  for (const entry of entries) {
    const group = entry.group ?? "";
    found.set(group, [...(found.get(group) ?? []), entry]);
  }
  return [...found.entries()].filter(([, members]) => members.length > 0);
}

/** Whether a page belongs to a place of the menu: the place itself, or something within it. */
export function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}
