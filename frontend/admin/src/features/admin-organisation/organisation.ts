/** Units, desks, teams and categories as server state. */
import { useQuery } from "@tanstack/vue-query";
import { toValue, type MaybeRefOrGetter } from "vue";
import {
  listAddresses,
  listAdministeredDesks,
  listCalendars,
  listCategories,
  listTeams,
  listUnits,
  listVersions,
  showDesk,
  showUnit,
  type AdministeredDesk,
  type AdministeredUnit,
} from "@/api/administration";
import { queryClient } from "@/app/queries";

export function useUnits() {
  return useQuery({ queryKey: ["units"], queryFn: ({ signal }) => listUnits(signal) });
}

export function useUnit(id: MaybeRefOrGetter<string>) {
  return useQuery({ queryKey: ["unit", id], queryFn: ({ signal }) => showUnit(toValue(id), signal) });
}

export function useAdministeredDesks() {
  return useQuery({ queryKey: ["administered-desks"], queryFn: ({ signal }) => listAdministeredDesks(signal) });
}

export function useDesk(id: MaybeRefOrGetter<string>) {
  return useQuery({ queryKey: ["administered-desk", id], queryFn: ({ signal }) => showDesk(toValue(id), signal) });
}

export function useTeams(desk: MaybeRefOrGetter<string>) {
  return useQuery({ queryKey: ["teams", desk], queryFn: ({ signal }) => listTeams(toValue(desk), signal) });
}

export function useAddresses(desk: MaybeRefOrGetter<string>) {
  return useQuery({ queryKey: ["addresses", desk], queryFn: ({ signal }) => listAddresses(toValue(desk), signal) });
}

export function useCategories(desk: MaybeRefOrGetter<string>) {
  return useQuery({ queryKey: ["categories", desk], queryFn: ({ signal }) => listCategories(toValue(desk), signal) });
}

export function useCalendars() {
  return useQuery({ queryKey: ["calendars"], queryFn: ({ signal }) => listCalendars(signal) });
}

export function useVersions() {
  return useQuery({ queryKey: ["procedure-versions"], queryFn: ({ signal }) => listVersions(signal) });
}

/** Whatever shows one of these looks again. */
export function lookAgain(...keys: string[]): void {
  for (const key of keys) void queryClient.invalidateQueries({ queryKey: [key] });
}

export function keepUnit(unit: AdministeredUnit): void {
  queryClient.setQueryData(["unit", unit.id], unit);
  lookAgain("units", "administered-desks");
}

export function keepDesk(desk: AdministeredDesk): void {
  queryClient.setQueryData(["administered-desk", desk.id], desk);
  lookAgain("administered-desks", "desks", "teams", "gaps", "calendars");
}
