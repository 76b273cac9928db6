/** The views an officer keeps for one list, and which of them is in the address now. */
import { useQuery } from "@tanstack/vue-query";
import { computed } from "vue";
import { listViews, type SavedView, type SaveView } from "@/api";
import { queryClient } from "@/app/queries";

const KEY = ["views"];

export type Address = Record<string, string>;
export type ViewPlace = SaveView["place"];

export function useViews(place: ViewPlace) {
  const { data } = useQuery({ queryKey: KEY, queryFn: ({ signal }) => listViews(signal), staleTime: 60_000 });
  const views = computed(() => data.value?.filter((view) => view.place === place) ?? []);
  const start = computed(() => views.value.find((view) => view.is_start));
  return { views, start };
}

export async function refreshViews(): Promise<void> {
  await queryClient.invalidateQueries({ queryKey: KEY });
}

/** Whether both say the same, in whatever order. */
export function isSameAddress(one: Address, other: Address): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

/** The view that shows what `address` shows. */
export function viewAt(views: readonly SavedView[], address: Address): SavedView | undefined {
  return views.find((view) => isSameAddress(view.address, address));
}
