/** The filter of the list of officers, as it stands in the address and as the server wants it. */
import type { LocationQuery, LocationQueryRaw } from "vue-router";
import type { UserQuery } from "@/api/administration";

export interface UserFilter {
  words: string;
  state: string;
  role: string;
  unit: string;
}

const NAMES: Record<keyof UserFilter, [address: string, query: string]> = {
  words: ["q", "q"],
  state: ["keadaan", "state"],
  role: ["peran", "role"],
  unit: ["opd", "unit"],
};
const PARTS = Object.keys(NAMES) as (keyof UserFilter)[];

export function filterOf(query: LocationQuery): UserFilter {
  const filter: UserFilter = { words: "", state: "", role: "", unit: "" };
  for (const part of PARTS) {
    const value = query[NAMES[part][0]];
    filter[part] = (Array.isArray(value) ? value[0] : value) ?? "";
  }
  return filter;
}

export function addressOf(filter: UserFilter): LocationQueryRaw {
  return Object.fromEntries(said(filter).map((part) => [NAMES[part][0], filter[part]]));
}

export function queryOf(filter: UserFilter): UserQuery {
  return Object.fromEntries(said(filter).map((part) => [NAMES[part][1], filter[part].trim()]));
}

export function isNarrowed(filter: UserFilter): boolean {
  return said(filter).length > 0;
}

function said(filter: UserFilter): (keyof UserFilter)[] {
  return PARTS.filter((part) => filter[part].trim() !== "");
}
