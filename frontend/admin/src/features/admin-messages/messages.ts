/** Channels and failed messages as server state, looked at again while the page is open. */
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/vue-query";
import { computed } from "vue";
import { listChannels, listFailed, retryFailed } from "@/api/administration";
import { LIVE, queryClient } from "@/app/queries";

export function useChannels() {
  return useQuery({
    queryKey: ["channels"],
    queryFn: ({ signal }) => listChannels(signal),
    refetchInterval: LIVE,
  });
}

export function useFailed() {
  const query = useInfiniteQuery({
    queryKey: ["failed-messages"],
    queryFn: ({ pageParam, signal }) => listFailed(pageParam, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: LIVE,
  });
  const failed = computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []);
  return { ...query, failed };
}

export function useRetry() {
  return useMutation({
    mutationFn: (ids: string[]) => retryFailed(ids),
    onSettled: () =>
      Promise.all(
        ["failed-messages", "channels"].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
      ),
  });
}
