/** Calendars as server state. */
import { useQuery } from "@tanstack/vue-query";
import { toValue, type MaybeRefOrGetter } from "vue";
import { listCalendars, showCalendar, type WorkCalendar } from "@/api/administration";
import { queryClient } from "@/app/queries";

export const NEW = "baru";

export function useCalendars() {
  return useQuery({ queryKey: ["calendars"], queryFn: ({ signal }) => listCalendars(signal) });
}

export function useCalendar(id: MaybeRefOrGetter<string>) {
  return useQuery({
    queryKey: ["calendar", id],
    queryFn: ({ signal }) => showCalendar(toValue(id), signal),
    enabled: () => toValue(id) !== NEW,
  });
}

/** Due times may have moved: all that shows one looks again. */
export function keepCalendar(calendar: WorkCalendar): void {
  queryClient.setQueryData(["calendar", calendar.id], calendar);
  for (const key of ["calendars", "tasks", "queues", "report", "reports"]) {
    void queryClient.invalidateQueries({ queryKey: [key] });
  }
}
