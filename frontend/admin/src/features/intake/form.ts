/** The call-taker's form: what it holds, what is sent, and where a fault belongs. */
import type { Desk, FoundReporter, TakeReport, Uploaded } from "@/api";

export interface PersonForm {
  name: string;
  unit_name: string;
  position: string;
  nip: string;
}

export interface IntakeForm {
  channel: string;
  known: FoundReporter | undefined;
  kind: "citizen" | "asn";
  name: string;
  nik: string;
  nip: string;
  phone: string;
  email: string;
  address: string;
  category: string;
  subject: string;
  narrative: string;
  happened: string;
  place: string;
  isConfidential: boolean;
  persons: PersonForm[];
  evidence: Uploaded[];
}

export function blankForm(channel = ""): IntakeForm {
  return {
    channel,
    known: undefined,
    kind: "citizen",
    name: "",
    nik: "",
    nip: "",
    phone: "",
    email: "",
    address: "",
    category: "",
    subject: "",
    narrative: "",
    happened: "",
    place: "",
    isConfidential: false,
    persons: [],
    evidence: [],
  };
}

export function blankPerson(): PersonForm {
  return { name: "", unit_name: "", position: "", nip: "" };
}

export function isBlank(form: IntakeForm): boolean {
  return JSON.stringify(form) === JSON.stringify(blankForm(form.channel));
}

/** The request. Persons nobody wrote anything about are left out. */
export function toSend(form: IntakeForm, key: string): TakeReport {
  return {
    channel: form.channel,
    submission_key: key,
    ...(form.known ? { reporter_id: form.known.id } : { reporter: newReporter(form) }),
    category_id: form.category,
    subject: form.subject,
    narrative: form.narrative,
    happened: form.happened,
    place: form.place,
    is_confidential: form.isConfidential,
    persons: form.persons.filter((person) => !isNobody(person)),
    evidence: form.evidence.map((file) => file.handle),
  } as TakeReport;
}

function isNobody({ name, unit_name, position, nip }: PersonForm): boolean {
  return [name, unit_name, position, nip].every((value) => value.trim() === "");
}

function newReporter(form: IntakeForm) {
  const { kind, name, nik, nip, phone, email, address } = form;
  return { kind, name, nik, nip: kind === "asn" ? nip : "", phone, email, address };
}

/** Channels an officer writes reports down from; the website's own reports come by themselves. */
export function takenChannels(desk: Desk): string[] {
  return desk.channels.filter((channel) => channel !== "web");
}

/** Subcategories under the name of what they belong to; a category without any stands alone. */
export function categoryChoices(desk: Desk): { value: string; label: string; group?: string }[] {
  const parents = desk.categories.filter((one) => one.parent_id === null);
  return parents.flatMap((parent) => {
    const children = desk.categories.filter((one) => one.parent_id === parent.id);
    if (children.length === 0) return [{ value: parent.id, label: parent.name }];
    return children.map((one) => ({ value: one.id, label: one.name, group: parent.name }));
  });
}

/** Sentences for a field, by the names the server may use for it: `reporter.nik`, or `nik` alone. */
export function faultsAt(errors: Record<string, string[]>, ...names: string[]): string[] {
  return names.flatMap((name) => errors[name] ?? []);
}

/** Sentences that belong to no field of the form. */
export function otherFaults(errors: Record<string, string[]>): string[] {
  const known =
    /^(channel|category_id|subject|narrative|happened|place|persons\.\d+\.(name|unit_name|position|nip)|(reporter\.)?(name|nik|nip|phone|email|address))$/;
  return Object.entries(errors)
    .filter(([name]) => !known.test(name))
    .flatMap(([, said]) => said);
}
