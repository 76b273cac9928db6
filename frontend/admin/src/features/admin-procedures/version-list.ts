/** Versions put together by procedure. */
import type { VersionEntry } from "@/api/administration";

export interface VersionGroup {
  name: string;
  title: string;
  /** Newest first. */
  versions: VersionEntry[];
}

export function byProcedure(entries: readonly VersionEntry[]): VersionGroup[] {
  const found = new Map<string, VersionEntry[]>();
  for (const entry of entries) found.set(entry.name, [...(found.get(entry.name) ?? []), entry]);
  return [...found.entries()].map(([name, versions]) => {
    const newestFirst = [...versions].sort((one, other) => other.version - one.version);
    return { name, title: newestFirst[0]?.title ?? name, versions: newestFirst };
  });
}

/** The version before this one, if it is stored. */
export function before(group: VersionGroup, version: number): VersionEntry | undefined {
  return group.versions.find((entry) => entry.version < version);
}
