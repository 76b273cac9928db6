/** The filter of the audit log, as it stands in the address and as the server wants it. */
import type { LocationQuery, LocationQueryRaw } from "vue-router";
import type { AuditQuery } from "@/api/administration";

export interface AuditFilter {
  account: string;
  action: string;
  object_kind: string;
  object: string;
  from: string;
  to: string;
}

const NAMES: Record<keyof AuditFilter, string> = {
  account: "oleh",
  action: "perbuatan",
  object_kind: "jenis",
  object: "tentang",
  from: "sejak",
  to: "sampai",
};
const PARTS = Object.keys(NAMES) as (keyof AuditFilter)[];

export function filterOf(query: LocationQuery): AuditFilter {
  const filter: AuditFilter = { account: "", action: "", object_kind: "", object: "", from: "", to: "" };
  for (const part of PARTS) {
    const value = query[NAMES[part]];
    filter[part] = (Array.isArray(value) ? value[0] : value) ?? "";
  }
  return filter;
}

export function addressOf(filter: AuditFilter): LocationQueryRaw {
  return Object.fromEntries(said(filter).map((part) => [NAMES[part], filter[part]]));
}

export function queryOf(filter: AuditFilter): AuditQuery {
  return Object.fromEntries(said(filter).map((part) => [part, filter[part]]));
}

export function isNarrowed(filter: AuditFilter): boolean {
  return said(filter).length > 0;
}

function said(filter: AuditFilter): (keyof AuditFilter)[] {
  return PARTS.filter((part) => filter[part] !== "");
}
