/** What is looked for in the answer file, as it stands in the address and as the server wants it. */
import type { LocationQuery, LocationQueryRaw } from "vue-router";
import type { KnowledgeQuery } from "@/api";

export interface KnowledgeFilter {
  desk: string;
  words: string;
  category: string;
  state: string;
}

const NAMES: Record<keyof KnowledgeFilter, string> = { desk: "layanan", words: "q", category: "kategori", state: "keadaan" };
const STATES = ["current", "stale", "closed"] as const;
const FIELDS = Object.keys(NAMES) as (keyof KnowledgeFilter)[];

export function filterOf(query: LocationQuery): KnowledgeFilter {
  const read = (name: keyof KnowledgeFilter): string => {
    const value = query[NAMES[name]];
    return (Array.isArray(value) ? value[0] : value) ?? "";
  };
  return { desk: read("desk"), words: read("words"), category: read("category"), state: read("state") };
}

export function addressOf(filter: KnowledgeFilter): LocationQueryRaw {
  return Object.fromEntries(FIELDS.filter((name) => filter[name] !== "").map((name) => [NAMES[name], filter[name]]));
}

export function queryOf({ words, category, state }: KnowledgeFilter): KnowledgeQuery {
  const known = STATES.find((one) => one === state);
  return {
    ...(words.trim() && { q: words.trim() }),
    ...(category && { category }),
    ...(known && { state: known }),
  };
}
