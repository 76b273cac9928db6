/** English of `id-admin-places.ts`. */
import { counted } from "./counted";
import type { places as Indonesian } from "./id-admin-places";

export const places: typeof Indonesian = {
  title: "Places",
  intro: "Districts and villages that are recognised in the place a report names, and where they lie on the map of oversight.",
  add: "Add a place",
  find: "Search names",
  list: "List of places",
  emptyTitle: "No place yet",
  empty: "Add districts one by one, or import the list from CSV.",
  kind: "Kind",
  kinds: { district: "District (kecamatan)", village: "Village (kelurahan or desa)" },
  name: "Name",
  nameHint: "Without the word kecamatan or kelurahan.",
  district: "District",
  noDistrict: "Not named",
  spellings: "Other spellings",
  spellingsHint: "One spelling a line. Capitals, spaces and signs make no difference.",
  latitude: "Latitude",
  longitude: "Longitude",
  degreesHint: "Decimal degrees, for example -2.13 and 106.11. Leave empty when not known yet.",
  degreesFault: "Write a number, for example -2.13.",
  noPoint: "no point on the map yet",
  state: "State",
  created: (name) => `${name} is added. Older reports are being matched anew.`,
  saved: "Saved. Older reports are being matched anew.",
  importTitle: "Import places from CSV",
  importIntro:
    "The first line names the columns: nama, jenis, kecamatan, ejaan, lintang, bujur. Only nama and jenis (kecamatan, kelurahan or desa) are needed. Other spellings (ejaan) are parted by |. Places that are known are changed; when one line is wrong, nothing is stored.",
  file: "CSV file",
  source: "Or paste its content here",
  take: "Import",
  tooLarge: "This file is too large.",
  imported: (added, changed, unchanged) => `${added} added, ${changed} changed, ${unchanged} unchanged.`,
  faults: (count) => `${counted(count, "line")} to be mended. Nothing is stored yet.`,
  line: (line) => `Line ${line}`,
};
