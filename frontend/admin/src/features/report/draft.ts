/** Keeps a form's text on the server while it is typed: one save at a time, the latest text last. */
import { onScopeDispose, ref, type Ref } from "vue";
import { asProblem, dropDraft, keepDraft, type Given } from "@/api";
import { isUntouched, toSend } from "./given";

const PAUSE = 800; // milliseconds without a key before the text is saved
const RETRY = 5_000;

export type DraftState = "idle" | "saving" | "saved" | "failed";

export interface DraftKeeper {
  state: Ref<DraftState>;
  savedAt: Ref<string>;
  /** Saves `given` soon. */
  later: (given: Given) => void;
  /** Saves what is waiting now. */
  flush: () => void;
  /** Saves nothing more: the action has been taken. */
  stop: () => void;
}

export function useDraft(task: string, action: string): DraftKeeper {
  const state = ref<DraftState>("idle");
  const savedAt = ref("");
  let waiting: Given | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isSaving = false;
  let isOver = false;

  function schedule(pause: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void save(), pause);
  }

  async function save(): Promise<void> {
    clearTimeout(timer);
    if (isSaving || waiting === undefined || isOver) return;
    const given = waiting;
    waiting = undefined;
    isSaving = true;
    state.value = "saving";
    try {
      if (isUntouched(given)) {
        await dropDraft(task, action);
        state.value = "idle";
      } else {
        savedAt.value = (await keepDraft(task, action, toSend(given))).saved_at;
        state.value = "saved";
      }
    } catch (error) {
      state.value = "failed";
      const { status } = asProblem(error);
      if (status === 404 || status === 409) isOver = true;
      else waiting ??= given;
    } finally {
      isSaving = false;
    }
    if (waiting !== undefined) schedule(state.value === "failed" ? RETRY : PAUSE);
  }

  const flush = (): void => void save();
  const whenHidden = (): void => {
    if (document.visibilityState === "hidden") flush();
  };
  document.addEventListener("visibilitychange", whenHidden);
  onScopeDispose(() => {
    flush();
    document.removeEventListener("visibilitychange", whenHidden);
  });

  return {
    state,
    savedAt,
    later(given) {
      waiting = { ...given };
      schedule(PAUSE);
    },
    flush,
    stop() {
      isOver = true;
      clearTimeout(timer);
    },
  };
}
