/** A unit as it is typed, sent and compared. */
import type { AdministeredUnit, UnitChange, UnitCreate } from "@/api/administration";
import { administration } from "@/texts/administration";
import { units as words } from "@/texts/admin-organisation";
import type { Row } from "@/ui/versions";

export interface UnitForm {
  name: string;
  short_name: string;
  letter_code: string;
  parent_id: string;
  head_id: string;
  deputy: string;
  /** The lines of the letterhead, one a line. */
  address: string;
  contact: string;
}

export function blankUnit(): UnitForm {
  return { name: "", short_name: "", letter_code: "", parent_id: "", head_id: "", deputy: "", address: "", contact: "" };
}

export function formOf(unit: AdministeredUnit): UnitForm {
  return {
    name: unit.name,
    short_name: unit.short_name,
    letter_code: unit.letter_code,
    parent_id: unit.parent_id ?? "",
    head_id: unit.head?.id ?? "",
    deputy: unit.deputy ?? "",
    address: (unit.letterhead.address_lines ?? []).join("\n"),
    contact: unit.letterhead.contact_line ?? "",
  };
}

export function linesOf(address: string): string[] {
  return address
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
}

/** What was changed, as the server takes it; the letterhead goes as a whole. */
export function changeOf(form: UnitForm, changed: Partial<UnitForm>): UnitChange {
  const { parent_id, head_id, deputy, address, contact, ...rest } = changed;
  const letterhead = address !== undefined || contact !== undefined;
  return {
    ...rest,
    ...(parent_id !== undefined && { parent_id: parent_id || null }),
    ...(head_id !== undefined && { head_id: head_id || null }),
    ...(deputy !== undefined && { deputy: (deputy || null) as NonNullable<UnitChange["deputy"]> | null }),
    ...(letterhead && {
      letterhead: { address_lines: linesOf(form.address), contact_line: form.contact.trim() },
    }),
  };
}

export function creationOf(code: string, form: UnitForm): UnitCreate {
  return { ...changeOf(form, form), code, name: form.name, short_name: form.short_name, letter_code: form.letter_code };
}

/** A unit in words, part by part. */
export function describeUnit(unit: AdministeredUnit, nameOf: (id: string) => string): Row[] {
  return [
    [words.name, unit.name],
    [words.shortName, unit.short_name],
    [words.letterCode, unit.letter_code],
    [words.parent, unit.parent_id ? nameOf(unit.parent_id) : ""],
    [words.head, unit.head?.name ?? ""],
    [words.deputy, unit.deputy ?? ""],
    [words.letterhead, [...(unit.letterhead.address_lines ?? []), unit.letterhead.contact_line ?? ""].filter(Boolean).join(" / ")],
    [words.state, unit.is_active ? administration.active : administration.inactive],
  ];
}
