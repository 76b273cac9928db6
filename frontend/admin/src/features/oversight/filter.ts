/** What is overseen, as it stands in the address and as the server wants it; and the way to the reports. */
import type { LocationQuery, LocationQueryRaw, RouteLocationRaw } from "vue-router";
import type { OversightQuery } from "@/api";
import { addressOf as searchAddress, filterOf as searchFilter, type SearchFilter } from "@/features/search/filter";

export interface OversightFilter {
  desk: string;
  unit: string;
  step: string;
  from: string;
  to: string;
}

/** Names in the address; the server calls them as the fields are called. */
const NAMES: Record<keyof OversightFilter, string> = {
  desk: "layanan",
  unit: "opd",
  step: "langkah",
  from: "sejak",
  to: "sampai",
};
const FIELDS = Object.keys(NAMES) as (keyof OversightFilter)[];

export function filterOf(query: LocationQuery): OversightFilter {
  const filter: OversightFilter = { desk: "", unit: "", step: "", from: "", to: "" };
  for (const field of FIELDS) {
    const value = query[NAMES[field]];
    filter[field] = (Array.isArray(value) ? value[0] : value) ?? "";
  }
  return filter;
}

export function addressOf(filter: OversightFilter): LocationQueryRaw {
  return Object.fromEntries(FIELDS.filter((one) => filter[one] !== "").map((one) => [NAMES[one], filter[one]]));
}

export function queryOf(filter: OversightFilter): OversightQuery {
  return Object.fromEntries(FIELDS.filter((one) => filter[one] !== "").map((one) => [one, filter[one]]));
}

/** The search that finds what a figure counted. */
export function toReports(wanted: Partial<SearchFilter>): RouteLocationRaw {
  return { path: "/cari", query: searchAddress({ ...searchFilter({}), ...wanted }) };
}
