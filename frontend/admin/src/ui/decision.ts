/**
 * A change decided on a version of a thing. When somebody else changed it meanwhile, says what, and lets the
 * officer go on with what is there now or leave it.
 */
import { ref, shallowRef } from "vue";
import { asProblem, type ProblemError } from "@/api";
import { administration } from "@/texts/administration";
import { changedRows, type ChangedRow, type Row } from "./versions";

interface Versioned {
  version: number;
}

export interface Conflict {
  rows: ChangedRow[];
  /** Does the same on the thing as it is now. */
  goOn: () => Promise<boolean>;
  /** Takes the thing as it is now. */
  leave: () => void;
}

export interface DecisionParts<Thing extends Versioned> {
  /** The thing as the server has it at this moment. */
  fetch: () => Promise<Thing>;
  /** Its parts in words, for the comparison. */
  describe: (thing: Thing) => readonly Row[];
  /** Shows the thing as it stands after a change, or as it was found in a conflict. */
  keep: (thing: Thing) => void;
}

export function useDecision<Thing extends Versioned>(parts: DecisionParts<Thing>) {
  const problem = shallowRef<ProblemError>();
  const conflict = shallowRef<Conflict>();
  const isBusy = ref(false);

  /** Runs `work` on the version that was seen; tells whether it went through. */
  async function decide(seen: Thing, work: (thing: Thing) => Promise<Thing>): Promise<boolean> {
    if (isBusy.value) return false;
    isBusy.value = true;
    problem.value = undefined;
    conflict.value = undefined;
    try {
      parts.keep(await work(seen));
      return true;
    } catch (error) {
      await settle(asProblem(error), error, seen, work);
      return false;
    } finally {
      isBusy.value = false;
    }
  }

  async function settle(
    met: ProblemError,
    error: unknown,
    seen: Thing,
    work: (thing: Thing) => Promise<Thing>,
  ): Promise<void> {
    if (met.code === "unexpected") console.error(error);
    const now = met.code === "version-outdated" ? await parts.fetch().catch(() => undefined) : undefined;
    if (!now) {
      problem.value = met;
      return;
    }
    conflict.value = {
      rows: changedRows(parts.describe(seen), parts.describe(now), administration.conflict.nothing),
      goOn: () => decide(now, work),
      leave: () => {
        conflict.value = undefined;
        parts.keep(now);
      },
    };
  }

  function errorsAt(...fields: string[]): string[] {
    return fields.flatMap((field) => problem.value?.errors[field] ?? []);
  }

  return { problem, conflict, isBusy, decide, errorsAt };
}
