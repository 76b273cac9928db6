/** Letters of the signing desk as server state, and what changes them. */
import { useInfiniteQuery, useQuery } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter } from "vue";
import { asProblem, listLetters, showLetter, type WaitingLetter } from "@/api";
import { LIVE, queryClient } from "@/app/queries";

export const MOST_AT_ONCE = 20;

export function useLetters() {
  const query = useInfiniteQuery({
    queryKey: ["letters"],
    queryFn: ({ pageParam, signal }) => listLetters({ limit: 50, ...(pageParam && { cursor: pageParam }) }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: LIVE,
  });
  const letters = computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []);
  const signs = computed(() => query.data.value?.pages[0]?.signs ?? false);
  return { ...query, letters, signs };
}

export function useLetter(task: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ["letter", task],
    queryFn: ({ signal }) => showLetter(toValue(task), signal),
    refetchInterval: (query) => (query.state.error && isGone(query.state.error) ? false : LIVE),
  });
}

export function isGone(error: unknown): boolean {
  return [403, 404, 409].includes(asProblem(error).status);
}

/** What an officer can sign together with others. */
export function isSignable(letter: WaitingLetter): boolean {
  return letter.wanted === "signature" && !letter.is_assigned_to_another;
}

/** Everything a mark may have moved is looked at again. */
export async function lookAgain(): Promise<void> {
  const keys = ["letters", "letter", "tasks", "queues", "report", "reports"];
  await Promise.all(keys.map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
}
