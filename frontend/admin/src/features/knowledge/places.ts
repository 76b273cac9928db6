/** Where a template is offered, as one value of a choice. */
import type { AnswerTemplates } from "@/api";
import { texts } from "@/texts";

type Place = AnswerTemplates["places"][number];

export function placeValue(step: string | null, action: string | null): string {
  return [step, action].filter((one) => one !== null).join("/");
}

export function placeOf(value: string): { step: string | null; action: string | null } {
  const [step, action] = value.split("/");
  return { step: step === undefined || step === "" ? null : step, action: action ?? null };
}

/** Each step as a whole, then each of its actions with a text. */
export function placeChoices(places: readonly Place[]): { value: string; label: string; group: string }[] {
  const steps = [...new Map(places.map((one) => [one.step, one])).values()];
  return steps.flatMap((step) => [
    { value: step.step, label: texts.templates.wholeStep(step.number), group: step.activity },
    ...places
      .filter((one) => one.step === step.step)
      .map((one) => ({
        value: placeValue(one.step, one.action),
        label: texts.templates.placeOf(one.number, one.label),
        group: step.activity,
      })),
  ]);
}
