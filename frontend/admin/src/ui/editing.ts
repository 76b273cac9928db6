/** A form on a thing that others may change too: what was seen, what is typed, and what is to be sent. */
import { computed, ref, shallowRef, watch, type Ref } from "vue";
import { useDecision, type DecisionParts } from "./decision";
import { changesOf, isAlike, rebased } from "./versions";

interface EditingParts<Thing extends { version: number }, Form extends object> extends DecisionParts<Thing> {
  current: Ref<Thing | undefined>;
  formOf: (thing: Thing) => Form;
  /** Sends the form; `changed` holds only what differs from what was seen. */
  save: (thing: Thing, form: Form, changed: Partial<Form>) => Promise<Thing>;
}

export function useEditing<Thing extends { version: number }, Form extends object>(
  parts: EditingParts<Thing, Form>,
) {
  const seen = shallowRef<Thing>();
  const form = ref<Form>();
  const decision = useDecision<Thing>({ ...parts, keep });
  const isDirty = computed(
    () => seen.value !== undefined && form.value !== undefined && !isAlike(form.value, parts.formOf(seen.value)),
  );

  function start(thing: Thing): void {
    seen.value = thing;
    form.value = parts.formOf(thing);
  }

  function keep(thing: Thing): void {
    start(thing);
    parts.keep(thing);
  }

  /** The form follows the server only as long as nothing is typed. */
  watch(
    parts.current,
    (thing) => {
      if (thing && (!seen.value || !isDirty.value)) start(thing);
    },
    { immediate: true },
  );

  async function submit(): Promise<boolean> {
    const [from, typed] = [seen.value, form.value];
    if (!from || !typed) return false;
    const before = parts.formOf(from);
    return decision.decide(from, (thing) => {
      const moved = rebased(typed, before, parts.formOf(thing));
      return parts.save(thing, moved, changesOf(moved, parts.formOf(thing)));
    });
  }

  /** Gives up what was typed. */
  function reset(): void {
    decision.problem.value = undefined;
    decision.conflict.value = undefined;
    const thing = parts.current.value ?? seen.value;
    if (thing) start(thing);
  }

  return { ...decision, form, seen, isDirty, submit, reset };
}
