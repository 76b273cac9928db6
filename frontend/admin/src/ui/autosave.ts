/** Saves what is typed while it is typed: one save at a time, the latest text last. */
import { onScopeDispose, ref, shallowRef, type Ref } from "vue";
import { asProblem, type ProblemError } from "@/api";

const RETRY = 5_000; // milliseconds

export type SaveState = "idle" | "saving" | "saved" | "failed";

/** What a refused save means: the same text is tried again, another text is waited for, or nothing is saved any more. */
export type Verdict = "again" | "wait" | "over";

interface AutosaveParts<Typed> {
  /** Milliseconds without a key before the text is saved. */
  pause: number;
  isBlank: (typed: Typed) => boolean;
  /** Saves it and tells when that was. */
  keep: (typed: Typed) => Promise<string>;
  /** Throws away what was saved: all is erased. */
  drop: () => Promise<void>;
  judge: (problem: ProblemError) => Verdict;
}

export interface Autosave<Typed> {
  state: Ref<SaveState>;
  savedAt: Ref<string>;
  /** Why the last save failed. */
  problem: Ref<ProblemError | undefined>;
  /** Saves `typed` soon. */
  later: (typed: Typed) => void;
  /** Saves what is waiting now. */
  flush: () => Promise<void>;
  /** Whether something typed is on its way or has yet to go. */
  isWaiting: () => boolean;
  /** Saves nothing more, and waits for the save that is under way. */
  stop: () => Promise<void>;
  /** Saves again after `stop`, as if nothing had been typed yet. */
  resume: () => void;
}

export function useAutosave<Typed>({ pause, isBlank, keep, drop, judge }: AutosaveParts<Typed>): Autosave<Typed> {
  const state = ref<SaveState>("idle");
  const savedAt = ref("");
  const problem = shallowRef<ProblemError>();
  let waiting: { typed: Typed } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let running: Promise<void> | undefined;
  let isOver = false;

  const hasText = (): boolean => waiting !== undefined;

  function schedule(after: number): void {
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), after);
  }

  async function save({ typed }: { typed: Typed }): Promise<void> {
    state.value = "saving";
    try {
      if (isBlank(typed)) {
        await drop();
        state.value = "idle";
      } else {
        savedAt.value = await keep(typed);
        state.value = "saved";
      }
      problem.value = undefined;
    } catch (error) {
      problem.value = asProblem(error);
      state.value = "failed";
      const verdict = judge(problem.value);
      if (verdict === "over") isOver = true;
      if (verdict === "again") waiting ??= { typed };
    }
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    if (running) await running;
    if (waiting === undefined || running || isOver) return;
    const next = waiting;
    waiting = undefined;
    running = save(next);
    await running;
    running = undefined;
    if (hasText()) schedule(state.value === "failed" ? RETRY : pause);
  }

  const whenHidden = (): void => {
    if (document.visibilityState === "hidden") void flush();
  };
  document.addEventListener("visibilitychange", whenHidden);
  onScopeDispose(() => {
    void flush();
    document.removeEventListener("visibilitychange", whenHidden);
  });

  return {
    state,
    savedAt,
    problem,
    later(typed) {
      waiting = { typed };
      schedule(pause);
    },
    flush,
    isWaiting: () => hasText() || running !== undefined,
    async stop() {
      isOver = true;
      waiting = undefined;
      clearTimeout(timer);
      await running;
    },
    resume() {
      isOver = false;
      waiting = undefined;
      state.value = "idle";
      savedAt.value = "";
      problem.value = undefined;
    },
  };
}
