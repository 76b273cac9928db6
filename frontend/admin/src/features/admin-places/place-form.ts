/** A place as it is typed, sent, sorted and compared. */
import type { Place, PlaceChange, PlaceCreate } from "@/api/administration";
import { administration } from "@/texts/administration";
import { places as words } from "@/texts/admin-places";
import { language } from "@/texts";
import type { Row } from "@/ui/versions";

export interface PlaceForm {
  kind: string;
  name: string;
  district_id: string;
  /** One a line. */
  spellings: string;
  /** As typed, with a comma or a point. */
  latitude: string;
  longitude: string;
}

export function blankPlace(): PlaceForm {
  return { kind: "district", name: "", district_id: "", spellings: "", latitude: "", longitude: "" };
}

export function formOf(place: Place): PlaceForm {
  return {
    kind: place.kind,
    name: place.name,
    district_id: place.district_id ?? "",
    spellings: place.spellings.join("\n"),
    latitude: spokenDegrees(place.latitude),
    longitude: spokenDegrees(place.longitude),
  };
}

export function spokenDegrees(degrees: number | null): string {
  return degrees === null ? "" : degrees.toLocaleString(language, { maximumFractionDigits: 6, useGrouping: false });
}

/** Degrees as typed; null for none, undefined for what is no number. */
export function degreesOf(typed: string): number | null | undefined {
  const text = typed.trim().replace(",", ".").replace("−", "-");
  if (text === "") return null;
  return /^-?\d{1,3}(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** Faults that are seen before anything is sent. */
export function faultsOf(form: PlaceForm): Record<string, string[]> {
  const fields = (["latitude", "longitude"] as const).filter((one) => degreesOf(form[one]) === undefined);
  return Object.fromEntries(fields.map((one) => [one, [words.degreesFault]]));
}

export function changeOf(form: PlaceForm): PlaceCreate {
  return {
    kind: form.kind as NonNullable<PlaceChange["kind"]>,
    name: form.name,
    district_id: form.kind === "village" && form.district_id ? form.district_id : null,
    spellings: form.spellings.split("\n").filter((one) => one.trim() !== ""),
    latitude: degreesOf(form.latitude) ?? null,
    longitude: degreesOf(form.longitude) ?? null,
  };
}

/** A place in words, part by part. */
export function describePlace(place: Place, nameOf: (id: string) => string): Row[] {
  return [
    [words.kind, words.kinds[place.kind] ?? place.kind],
    [words.name, place.name],
    [words.district, place.district_id ? nameOf(place.district_id) : ""],
    [words.spellings, place.spellings.join(", ")],
    [words.latitude, spokenDegrees(place.latitude)],
    [words.longitude, spokenDegrees(place.longitude)],
    [words.state, place.is_active ? administration.active : administration.inactive],
  ];
}

/** Each district with its villages below it; then villages of no district. */
export function arranged(places: Place[], sought: string): Place[] {
  const plain = sought.trim().toLocaleLowerCase("id");
  const fits = (one: Place) => [one.name, ...one.spellings].some((name) => name.toLocaleLowerCase("id").includes(plain));
  const districts = places.filter((one) => one.kind === "district");
  const inOrder = districts.flatMap((district) => [district, ...places.filter((one) => one.district_id === district.id)]);
  return [...inOrder, ...places.filter((one) => one.kind === "village" && one.district_id === null)].filter(fits);
}
