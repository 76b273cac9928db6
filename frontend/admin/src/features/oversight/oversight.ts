/** Figures as server state. */
import { useQuery } from "@tanstack/vue-query";
import { toValue, type MaybeRefOrGetter } from "vue";
import { listOverseenDesks, listStepTimes, showOverview, showPlaceMap } from "@/api";
import { queryOf, type OversightFilter } from "./filter";

const A_MINUTE = 60_000;

export function useOverseenDesks() {
  return useQuery({
    queryKey: ["overseen-desks"],
    queryFn: ({ signal }) => listOverseenDesks(signal),
    staleTime: A_MINUTE,
  });
}

export function useOverview(filter: MaybeRefOrGetter<OversightFilter>) {
  return useQuery({
    queryKey: ["oversight", filter],
    queryFn: ({ signal }) => showOverview(queryOf(toValue(filter)), signal),
    placeholderData: (before) => before,
    refetchInterval: A_MINUTE,
  });
}

export function useStepTimes(filter: MaybeRefOrGetter<OversightFilter>) {
  return useQuery({
    queryKey: ["step-times", filter],
    queryFn: ({ signal }) => listStepTimes(queryOf(toValue(filter)), signal),
    placeholderData: (before) => before,
    refetchInterval: A_MINUTE,
  });
}

export function usePlaceMap(filter: MaybeRefOrGetter<OversightFilter>) {
  return useQuery({
    queryKey: ["place-map", filter],
    queryFn: ({ signal }) => showPlaceMap(queryOf(toValue(filter)), signal),
    placeholderData: (before) => before,
    refetchInterval: A_MINUTE,
  });
}
