/** The answer file as server state. */
import { useInfiniteQuery, useMutation, useQuery } from "@tanstack/vue-query";
import { computed, toValue, type MaybeRefOrGetter, type Ref } from "vue";
import {
  changeKnowledge,
  createKnowledge,
  listKnowledge,
  listKnowledgeDesks,
  listReportKnowledge,
  showKnowledge,
  useKnowledge,
  type KnowledgeChange,
  type KnowledgeDesk,
  type KnowledgeEntryWhole,
  type KnowledgeGiven,
} from "@/api";
import { queryClient } from "@/app/queries";
import { queryOf, type KnowledgeFilter } from "./filter";

export function useKnowledgeDesks() {
  return useQuery({ queryKey: ["knowledge-desks"], queryFn: ({ signal }) => listKnowledgeDesks(signal), staleTime: 300_000 });
}

export function useEntries(desk: Ref<string>, filter: Ref<KnowledgeFilter>) {
  return useInfiniteQuery({
    queryKey: ["knowledge", desk, filter],
    queryFn: ({ pageParam, signal }) =>
      listKnowledge(desk.value, { ...queryOf(filter.value), ...(pageParam && { cursor: pageParam }) }, signal),
    initialPageParam: "",
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (before) => before,
    enabled: () => desk.value !== "",
  });
}

export function useEntry(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ["knowledge-entry", computed(() => toValue(id))],
    queryFn: ({ signal }) => showKnowledge(toValue(id), signal),
    enabled: () => toValue(id) !== "",
  });
}

/** Entries for a report: for the words, or without any for what the report says. */
export function useReportKnowledge(report: MaybeRefOrGetter<string>, words: Ref<string>) {
  return useQuery({
    queryKey: ["report-knowledge", computed(() => toValue(report)), words],
    queryFn: ({ signal }) => listReportKnowledge(toValue(report), words.value, signal),
    staleTime: 60_000,
    placeholderData: (before) => before,
  });
}

function keep(entry: KnowledgeEntryWhole): void {
  queryClient.setQueryData(["knowledge-entry", entry.id], entry);
  void queryClient.invalidateQueries({ queryKey: ["knowledge"] });
  void queryClient.invalidateQueries({ queryKey: ["report-knowledge"] });
}

export function useCreation() {
  return useMutation({
    mutationFn: ({ desk, given }: { desk: string; given: KnowledgeGiven }) => createKnowledge(desk, given),
    onSuccess: keep,
  });
}

export function useChange() {
  return useMutation({
    mutationFn: ({ id, version, given }: { id: string; version: number; given: KnowledgeChange }) =>
      changeKnowledge(id, version, given),
    onSuccess: keep,
  });
}

export function useUse() {
  return useMutation({
    mutationFn: ({ entry, report }: { entry: string; report: string }) => useKnowledge(entry, report),
    onSuccess: () => queryClient.invalidateQueries({ queryKey: ["report-knowledge"] }),
  });
}

/** Categories of a desk for a choice: subcategories under the name of their parent. */
export function categoryChoices(desk: KnowledgeDesk | undefined): { value: string; label: string }[] {
  const categories = desk?.categories ?? [];
  return categories
    .filter((one) => one.parent_id === null)
    .flatMap((parent) => [
      { value: parent.id, label: parent.name },
      ...categories
        .filter((one) => one.parent_id === parent.id)
        .map((one) => ({ value: one.id, label: `${parent.name} › ${one.name}` })),
    ]);
}
