/** One report as server state, and everything that changes it. */
import { useMutation, useQuery } from "@tanstack/vue-query";
import { toValue, type MaybeRefOrGetter } from "vue";
import {
  asProblem,
  excludeOfficer,
  listDeskOfficers,
  showFlow,
  showReport,
  takeAction,
  unmaskReporter,
  writeMessage,
  writeNote,
  type ActionPlace,
  type Given,
  type Report,
} from "@/api";
import { LIVE, queryClient } from "@/app/queries";

const A_MINUTE = 60_000;

const keyOf = (id: string) => ["report", id];

/** `every`: milliseconds between looks at what others do to it. */
export function useReport(id: MaybeRefOrGetter<string>, every: number = LIVE) {
  return useQuery({
    queryKey: ["report", id],
    queryFn: ({ signal }) => showReport(toValue(id), signal),
    refetchInterval: (query) => (query.state.error && isGone(query.state.error) ? false : every),
  });
}

/** The SOP drawing; drawn anew whenever the report changed, and while it is looked at. */
export function useFlow(report: MaybeRefOrGetter<Report>, isWanted: MaybeRefOrGetter<boolean>) {
  return useQuery({
    queryKey: ["report-flow", () => toValue(report).id, () => toValue(report).version],
    queryFn: ({ signal }) => showFlow(toValue(report).id, signal),
    placeholderData: (before) => before,
    enabled: () => toValue(isWanted),
    refetchInterval: A_MINUTE,
  });
}

export function isGone(error: unknown): boolean {
  const { status } = asProblem(error);
  return status === 404 || status === 403;
}

/** The report as it is now, past whatever is remembered. */
export async function fetchReport(id: string): Promise<Report> {
  return queryClient.query({ queryKey: keyOf(id), queryFn: () => showReport(id), staleTime: 0 });
}

/** Every change is answered with the report as it stands afterwards: show that at once. */
function changed(report: Report): void {
  queryClient.setQueryData(keyOf(report.id), report);
  for (const key of ["tasks", "queues", "reports"]) {
    void queryClient.invalidateQueries({ queryKey: [key] });
  }
}

export function useAction() {
  return useMutation({
    mutationFn: ({ place, given, etag }: { place: ActionPlace; given: Given; etag: string }) =>
      takeAction(place, given, etag),
    onSuccess: changed,
  });
}

export function useNote() {
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: string }) => writeNote(id, body),
    onSuccess: changed,
  });
}

export function useMessage() {
  return useMutation({
    mutationFn: ({ id, body }: { id: string; body: string }) => writeMessage(id, body),
    onSuccess: changed,
  });
}

export function useUnmasking() {
  return useMutation({
    mutationFn: ({ id, reason }: { id: string; reason: string }) => unmaskReporter(id, reason),
    onSuccess: changed,
  });
}

export function useExclusion() {
  return useMutation({
    mutationFn: ({ id, officer, note }: { id: string; officer: string; note: string }) =>
      excludeOfficer(id, officer, note),
    onSuccess: changed,
  });
}

export function useDeskOfficers(desk: MaybeRefOrGetter<string>, isWanted: () => boolean) {
  return useQuery({
    queryKey: ["desk-officers", desk],
    queryFn: ({ signal }) => listDeskOfficers(toValue(desk), signal),
    enabled: isWanted,
  });
}
