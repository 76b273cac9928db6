/** The call-taker's form: what it holds, what is sent, and where a fault belongs. */
import type { Desk, FoundReporter, TakeReport, Typed, Uploaded } from "@/api";

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

/** The form as it was kept unsent; whatever does not fit today's form is left blank. */
export function restoredForm(typed: Typed): IntakeForm {
  const form = blankForm();
  const plain = Object.fromEntries(
    Object.entries(typed).filter(([name, value]) => name in form && typeof value === typeof form[name as keyof IntakeForm]),
  );
  const { persons, evidence, known } = typed;
  return {
    ...form,
    ...plain,
    kind: typed.kind === "asn" ? "asn" : "citizen",
    known: isRecord(known) && hasTexts(known, ["id", "name", "kind"]) ? (known as unknown as FoundReporter) : undefined,
    persons: recordsOf(persons).map((one) => ({ ...blankPerson(), ...textsOf(one, Object.keys(blankPerson())) })),
    evidence: recordsOf(evidence).filter((one) => hasTexts(one, ["handle", "name"])) as unknown as Uploaded[],
  };
}

function isRecord(value: unknown): value is Typed {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function recordsOf(value: unknown): Typed[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

function hasTexts(one: Typed, names: readonly string[]): boolean {
  return names.every((name) => typeof one[name] === "string");
}

function textsOf(one: Typed, names: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = one[name];
      return typeof value === "string" ? [[name, value] as const] : [];
    }),
  );
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
