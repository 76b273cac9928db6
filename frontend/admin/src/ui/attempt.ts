/** One try at something the server must agree to: busy meanwhile, its refusal kept for the form. */
import { ref, shallowRef } from "vue";
import { asProblem, type ProblemError } from "@/api";

export function useAttempt() {
  const problem = shallowRef<ProblemError>();
  const isBusy = ref(false);

  /** Runs `work` unless it runs already; tells whether it went through. */
  async function attempt(work: () => Promise<void>): Promise<boolean> {
    if (isBusy.value) return false;
    isBusy.value = true;
    problem.value = undefined;
    try {
      await work();
      return true;
    } catch (error) {
      if (asProblem(error).code === "unexpected") console.error(error);
      problem.value = asProblem(error);
      return false;
    } finally {
      isBusy.value = false;
    }
  }

  function errorsAt(field: string): string[] {
    return problem.value?.errors[field] ?? [];
  }

  return { problem, isBusy, attempt, errorsAt };
}
