/** The officer's queues and tasks, looked at again while the page is open. */
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/vue-query";
import { computed, watchEffect, type Ref } from "vue";
import { assignTasks, listDesks, listQueues, listTasks, listTeamOfTask } from "@/api";
import { urgent, waiting } from "@/app/page-title";
import { LIVE, queryClient } from "@/app/queries";
import { overdueFirst, queryOf, waitingIn, type TaskFilter } from "./filter";
import { urgentIn } from "./news";

export function useDesks() {
  return useQuery({
    queryKey: ["desks"],
    queryFn: ({ signal }) => listDesks(signal),
    staleTime: 300_000,
  });
}

/** The queues; `alsoHidden` goes on looking while nobody sees the tab. */
export function useQueues({ alsoHidden = false } = {}) {
  const query = useQuery({
    queryKey: ["queues"],
    queryFn: ({ signal }) => listQueues(signal),
    refetchInterval: LIVE,
    refetchIntervalInBackground: alsoHidden,
  });
  watchEffect(() => {
    if (!query.data.value) return;
    waiting.value = waitingIn(query.data.value);
    urgent.value = urgentIn(query.data.value);
  });
  return query;
}

export function useTasks(filter: Ref<TaskFilter>) {
  const query = useInfiniteQuery({
    queryKey: ["tasks", filter],
    queryFn: ({ pageParam, signal }) =>
      listTasks({ ...queryOf(filter.value), ...(pageParam && { cursor: pageParam }) }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    refetchInterval: LIVE,
    placeholderData: (before) => before,
  });
  const tasks = computed(() => overdueFirst(query.data.value?.pages.flatMap((page) => page.items) ?? []));
  return { ...query, tasks };
}

export function useTeam(task: Ref<string | undefined>) {
  return useQuery({
    queryKey: ["team", task],
    queryFn: ({ signal }) => listTeamOfTask(task.value ?? "", signal),
    enabled: () => task.value !== undefined,
  });
}

export function useAssignment() {
  return useMutation({
    mutationFn: ({ tasks, officer }: { tasks: string[]; officer: string | null }) =>
      assignTasks(tasks, officer),
    onSettled: () =>
      Promise.all(
        ["tasks", "queues", "team", "report"].map((key) =>
          queryClient.invalidateQueries({ queryKey: [key] }),
        ),
      ),
  });
}
