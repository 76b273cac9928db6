/** Officers as server state. */
import { useInfiniteQuery, useQuery } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter, type Ref } from "vue";
import { listUnits, listUsers, showUser, type User } from "@/api/administration";
import { queryClient } from "@/app/queries";
import { queryOf, type UserFilter } from "./filter";

export function useUsers(filter: Ref<UserFilter>) {
  const query = useInfiniteQuery({
    queryKey: ["users", filter],
    queryFn: ({ pageParam, signal }) =>
      listUsers({ ...queryOf(filter.value), ...(pageParam && { cursor: pageParam }) }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (before) => before,
  });
  const users = computed(() => query.data.value?.pages.flatMap((page) => page.items) ?? []);
  return { ...query, users };
}

export function useUser(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ["user", id],
    queryFn: ({ signal }) => showUser(toValue(id), signal),
  });
}

export function useUnits() {
  return useQuery({
    queryKey: ["units"],
    queryFn: ({ signal }) => listUnits(signal),
    staleTime: 60_000,
  });
}

/** Shows an officer as they stand now, and has every list look again. */
export function keepUser(user: User): void {
  queryClient.setQueryData(["user", user.id], user);
  for (const key of ["users", "teams", "team"]) void queryClient.invalidateQueries({ queryKey: [key] });
}
