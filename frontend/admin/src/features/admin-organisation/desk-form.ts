/** A desk as it is typed, sent and compared. */
import type { AdministeredDesk, DeskChange, DeskCreate, Settled, VersionEntry } from "@/api/administration";
import { texts, wordFor } from "@/texts";
import { administration } from "@/texts/administration";
import { desks as words } from "@/texts/admin-organisation";
import type { Row } from "@/ui/versions";

export interface DeskForm {
  name: string;
  summary: string;
  register_prefix: string;
  letter_pattern: string;
  channels: string[];
  unit_id: string;
  calendar_id: string;
  procedure_version_id: string;
  is_ethics: boolean;
}

export function blankDesk(): DeskForm {
  return {
    name: "",
    summary: "",
    register_prefix: "",
    letter_pattern: "800/{nomor:4}/{jenis}/{unit}/{bulan_romawi}/{tahun}",
    channels: ["web"],
    unit_id: "",
    calendar_id: "",
    procedure_version_id: "",
    is_ethics: false,
  };
}

export function formOf(desk: AdministeredDesk): DeskForm {
  return {
    name: desk.name,
    summary: desk.summary,
    register_prefix: desk.register_prefix,
    letter_pattern: desk.letter_pattern,
    channels: [...desk.channels],
    unit_id: desk.unit.id,
    calendar_id: desk.calendar.id,
    procedure_version_id: desk.procedure.id,
    is_ethics: desk.is_ethics,
  };
}

export function changeOf(changed: Partial<DeskForm>): DeskChange {
  return changed as DeskChange;
}

export function creationOf(slug: string, form: DeskForm): DeskCreate {
  return { ...form, slug } as DeskCreate;
}

export function describeDesk(desk: AdministeredDesk): Row[] {
  return [
    [words.name, desk.name],
    [words.summary, desk.summary],
    [words.registerPrefix, desk.register_prefix],
    [words.letterPattern, desk.letter_pattern],
    [words.channels, desk.channels.map(channelName).join(", ")],
    [words.unit, desk.unit.name],
    [words.calendar, desk.calendar.name],
    [words.procedure, words.procedureOf(desk.procedure.title, desk.procedure.version)],
    [words.ethics, desk.is_ethics ? texts.app.yes : texts.app.no],
    [words.state, desk.is_active ? words.isOpen : words.isClosed],
  ];
}

export function channelName(channel: string): string {
  return wordFor(texts.words.channels, channel);
}

/** Versions of the desk's own procedure, newest first; of all procedures for a new desk. */
export function versionChoices(
  versions: readonly VersionEntry[],
  name: string | undefined,
): { value: string; label: string; group?: string }[] {
  return versions
    .filter((version) => name === undefined || version.name === name)
    .map((version) => ({
      value: version.id,
      label: words.procedureOf(version.title, version.version),
      ...(name === undefined && { group: version.name }),
    }));
}

/** What saving did to due times, in a sentence. */
export function savedSentence(settled: Settled | null): string {
  if (settled?.in_background) return words.movesLater;
  if (settled && settled.tasks + settled.reports > 0) return words.moved(settled.tasks, settled.reports);
  return administration.saved;
}
