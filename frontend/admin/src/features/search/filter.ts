/** What is searched for, as it stands in the address and as the server wants it. */
import type { LocationQuery } from "vue-router";
import type { SearchQuery } from "@/api";

export interface SearchFilter {
  words: string;
  state: string;
  desk: string;
  category: string;
  classification: string;
  unit: string;
  channel: string;
  from: string;
  to: string;
  /** A step of the SOP, and how a task of it stands or went there. */
  step: string;
  task: string;
  doneFrom: string;
  doneTo: string;
  place: string;
  /** A place of the gazetteer, and how the address calls it. */
  inPlace: string;
  inPlaceName: string;
  placeState: string;
  overdue: boolean;
}

type Spoken = Exclude<keyof SearchFilter, "overdue">;

/** Names in the address, and what the server calls them; empty for what it is not told. */
const NAMES: Record<Spoken, [address: string, query: string]> = {
  words: ["q", "q"],
  state: ["keadaan", "state"],
  desk: ["layanan", "desk"],
  category: ["kategori", "category"],
  classification: ["klasifikasi", "classification"],
  unit: ["opd", "unit"],
  channel: ["lewat", "channel"],
  from: ["sejak", "from"],
  to: ["sampai", "to"],
  step: ["langkah", "step"],
  task: ["tugas", "task"],
  doneFrom: ["selesai-sejak", "done_from"],
  doneTo: ["selesai-sampai", "done_to"],
  place: ["tempat", "place"],
  inPlace: ["di", "in_place"],
  inPlaceName: ["nama-tempat", ""],
  placeState: ["keadaan-tempat", "place_state"],
};
const SPOKEN = Object.keys(NAMES) as Spoken[];

export function filterOf(query: LocationQuery): SearchFilter {
  const filter: SearchFilter = {
    words: "",
    state: "",
    desk: "",
    category: "",
    classification: "",
    unit: "",
    channel: "",
    from: "",
    to: "",
    step: "",
    task: "",
    doneFrom: "",
    doneTo: "",
    place: "",
    inPlace: "",
    inPlaceName: "",
    placeState: "",
    overdue: query.terlambat === "ya",
  };
  for (const name of SPOKEN) {
    const value = query[NAMES[name][0]];
    filter[name] = (Array.isArray(value) ? value[0] : value) ?? "";
  }
  return filter;
}

export function addressOf(filter: SearchFilter): Record<string, string> {
  const said = SPOKEN.filter((name) => filter[name] !== "").map((name) => [NAMES[name][0], filter[name]]);
  return { ...Object.fromEntries(said), ...(filter.overdue && { terlambat: "ya" }) } as Record<string, string>;
}

export function queryOf(filter: SearchFilter): SearchQuery {
  const said = SPOKEN.filter((name) => NAMES[name][1] && filter[name].trim() !== "").map((name) => [
    NAMES[name][1],
    filter[name].trim(),
  ]);
  return { ...Object.fromEntries(said), ...(filter.overdue && { overdue: true }) } as SearchQuery;
}

/** Whether anything beside the words narrows the search. */
export function isNarrowed(filter: SearchFilter): boolean {
  return Object.keys(addressOf({ ...filter, words: "" })).length > 0;
}
