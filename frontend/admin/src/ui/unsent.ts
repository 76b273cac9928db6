/** A form whose text is kept on the server until it is sent: opened again with it, on whichever computer. */
import { computed, ref, toValue, watch, type MaybeRefOrGetter, type Ref } from "vue";
import { asProblem, dropUnsent, keepUnsent, showUnsent, type Typed, type UnsentPlace, type UnsentText } from "@/api";
import { useAutosave, type Autosave, type Verdict } from "./autosave";
import { useElsewhere } from "./elsewhere";

const PAUSE = 1_500; // milliseconds

interface UnsentParts<Form> {
  kind: UnsentPlace["kind"];
  /** What the form is about; empty as long as that is not known. */
  about: MaybeRefOrGetter<string>;
  form: Ref<Form>;
  /** The form with nothing typed. */
  blank: () => Form;
  isBlank: (form: Form) => boolean;
  toKeep: (form: Form) => Typed;
  /** The form of a text kept before; what does not fit today's form is left out. */
  restored: (typed: Typed) => Form;
}

interface Saved {
  at: UnsentPlace;
  typed: Typed;
}

export interface Unsent extends Pick<Autosave<unknown>, "state" | "savedAt" | "problem" | "flush"> {
  /** When the text was saved that the form was opened with; empty where there was none. */
  restoredAt: Ref<string>;
  /** The server could not be asked what was kept before. */
  isUnopened: Ref<boolean>;
  /** What another window saved meanwhile, as text, for as long as nobody has chosen. */
  elsewhere: Ref<string | undefined>;
  /** Fills the form with it. */
  takeElsewhere: () => void;
  /** Saves what stands here over it. */
  keepHere: () => Promise<void>;
  /** Asks it again. */
  reopen: () => Promise<void>;
  /** Whether leaving now would lose something. */
  isAtRisk: () => boolean;
  /** Throws the text away, on the server too; false when that did not go through. */
  discard: () => Promise<boolean>;
  /** Sends by `work`, with nothing saved meanwhile: a late save would bring the text back. */
  sending: <Sent>(work: () => Promise<Sent>) => Promise<Sent>;
}

/** Not reached and broken servers are tried again; what is refused waits until it is typed differently. */
function judge({ status }: { status: number }): Verdict {
  return status === 0 || status === 429 || status >= 500 ? "again" : "wait";
}

/** All that was typed, one field below the other. */
function spoken(typed: Typed | null): string {
  return Object.values(typed ?? {})
    .filter((value) => typeof value === "string" && value.trim() !== "")
    .join("\n");
}

export function useUnsent<Form>(parts: UnsentParts<Form>): Unsent {
  const { form } = parts;
  const restoredAt = ref("");
  const isUnopened = ref(false);
  let place: UnsentPlace | undefined;
  let isOpened = false; // what lies on the server is known, and may be written over
  let isKept = false; // the server holds a text, or may
  let isSending = false;
  let settled = textOf(form.value); // what needs no saving

  const text = useElsewhere<UnsentText, Saved>({
    save: ({ at, typed }, seen) => keepUnsent(at, typed, seen),
    drop: async (seen) => {
      if (place) await dropUnsent(place, seen);
    },
    look: () => showUnsent(placeNow()),
    textOf: ({ typed }) => ({ at: placeNow(), typed }),
  });
  const autosave = useAutosave<Form>({
    pause: PAUSE,
    isBlank: parts.isBlank,
    keep: async (form) => {
      if (!place) return "";
      if (!isOpened) await open(place);
      isKept = true;
      return (await text.save({ at: place, typed: parts.toKeep(form) })).saved_at ?? "";
    },
    drop: async () => {
      if (isKept) await text.drop();
      isKept = false;
    },
    judge,
  });

  function placeNow(): UnsentPlace {
    if (!place) throw new Error("a text about nothing is not kept");
    return place;
  }

  /** Throws away whatever is kept, from whichever window: that is what was asked for. */
  async function dropKept(): Promise<void> {
    if (place && isKept) await dropUnsent(place);
    isKept = false;
    text.begin(undefined);
  }

  function textOf(one: Form): string {
    return JSON.stringify(parts.toKeep(one));
  }

  function fill(one: Form): void {
    form.value = one;
    settled = textOf(form.value);
  }

  /** Fetches what was kept. What has been typed meanwhile stays, and takes its place. */
  async function open(at: UnsentPlace): Promise<void> {
    const found = await showUnsent(at);
    if (place !== at) return; // about something else by now
    isOpened = true;
    isUnopened.value = false;
    isKept = found.typed !== null;
    text.begin(found);
    if (found.typed === null || !parts.isBlank(form.value)) return;
    fill(parts.restored(found.typed));
    restoredAt.value = found.saved_at ?? "";
  }

  async function start(about: string): Promise<void> {
    const at: UnsentPlace = { kind: parts.kind, about };
    place = at;
    isOpened = isKept = false;
    text.begin(undefined);
    restoredAt.value = "";
    try {
      await open(at);
    } catch {
      isUnopened.value = true;
    }
  }

  /** The text goes along to what the form is about now. */
  async function move(about: string): Promise<void> {
    const before = isKept ? place : undefined;
    const isTyped = !parts.isBlank(form.value);
    await autosave.stop();
    autosave.resume();
    await start(about);
    if (!isTyped) return;
    autosave.later(form.value);
    if (before) await dropUnsent(before).catch(() => undefined); // it goes by itself after two weeks
  }

  watch(
    () => toValue(parts.about),
    (about) => {
      if (about === "" || about === place?.about) return;
      void (place ? move(about) : start(about));
    },
    { immediate: true },
  );

  watch(
    form,
    (now) => {
      if (isSending || !place || textOf(now) === settled) return;
      settled = textOf(now);
      autosave.later(now);
    },
    { deep: true },
  );

  return {
    state: autosave.state,
    savedAt: autosave.savedAt,
    problem: autosave.problem,
    flush: autosave.flush,
    restoredAt,
    isUnopened,
    elsewhere: computed(() => text.found.value && spoken(text.found.value.typed)),
    takeElsewhere() {
      const there = text.found.value;
      if (!there) return;
      text.begin(there);
      isKept = there.typed !== null;
      fill(there.typed === null ? parts.blank() : parts.restored(there.typed));
      autosave.resume();
      restoredAt.value = there.saved_at ?? "";
    },
    async keepHere() {
      text.begin(text.found.value);
      autosave.later(form.value);
      await autosave.flush();
    },
    reopen: () => start(toValue(parts.about)),
    isAtRisk: () =>
      !isSending && !parts.isBlank(form.value) && (autosave.isWaiting() || autosave.state.value === "failed"),
    async discard() {
      await autosave.stop();
      autosave.resume();
      try {
        await dropKept();
      } catch (error) {
        autosave.problem.value = asProblem(error);
        autosave.state.value = "failed";
        autosave.later(form.value);
        return false;
      }
      fill(parts.blank());
      restoredAt.value = "";
      return true;
    },
    async sending(work) {
      isSending = true;
      await autosave.stop();
      try {
        const sent = await work();
        autosave.resume();
        restoredAt.value = "";
        isKept = false;
        text.begin(undefined);
        settled = textOf(form.value); // this form may stay on the screen, and is not to be kept again
        return sent;
      } catch (error) {
        autosave.resume();
        autosave.later(form.value);
        throw error;
      } finally {
        isSending = false;
      }
    },
  };
}
