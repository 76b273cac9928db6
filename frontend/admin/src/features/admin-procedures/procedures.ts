/** Procedures as server state. What is stored never changes; which desk runs it does. */
import { useQuery } from "@tanstack/vue-query";
import { toValue, type MaybeRefOrGetter } from "vue";
import { compareVersions, listVersions, showFlow, showProcedure, showSource } from "@/api/administration";

export function useVersions() {
  return useQuery({ queryKey: ["procedure-versions"], queryFn: ({ signal }) => listVersions(signal) });
}

export function useProcedure(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ["procedure", id],
    queryFn: ({ signal }) => showProcedure(toValue(id), signal),
    enabled: () => toValue(id) !== "",
    staleTime: 60_000,
  });
}

export function useSource(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ["procedure-source", id],
    queryFn: ({ signal }) => showSource(toValue(id), signal),
    enabled: () => toValue(id) !== "",
  });
}

export function useFlow(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ["procedure-flow", id],
    queryFn: ({ signal }) => showFlow(toValue(id), signal),
    staleTime: Infinity,
  });
}

export function useComparison(from: MaybeRefOrGetter<string>, to: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ["procedure-comparison", from, to],
    queryFn: ({ signal }) => compareVersions(toValue(from), toValue(to), signal),
    enabled: () => toValue(from) !== "" && toValue(to) !== "",
  });
}
