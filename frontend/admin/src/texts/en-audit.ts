/** English of `id-audit.ts`. */
import { counted } from "./counted";
import type { audit as Indonesian } from "./id-audit";

export const audit: typeof Indonesian = {
  title: "Audit log",
  intro: "Who changed or saw what. Entries can be neither changed nor deleted.",
  action: "Deed",
  object: "Kind of object",
  from: "Since",
  to: "Until",
  clear: "Clear filters",
  onlyBy: (name) => `Only by ${name}`,
  onlyOf: (name) => `Only about ${name}`,
  by: "By",
  of: "About",
  anyone: "anybody",
  drop: (name) => `Drop the filter ${name}`,
  list: "Entries",
  emptyTitle: "No entries",
  empty: "There is no entry with these filters yet.",
  system: "System",
  address: (address) => `from ${address}`,
  field: "Part",
  was: "Before",
  becomes: "After",
  nothing: "none",
  changes: (count) => `${counted(count, "value")} changed`,
  thisThing: "this object",
};
