/** Places as server state. */
import { useQuery } from "@tanstack/vue-query";
import { toValue, type MaybeRefOrGetter } from "vue";
import { listPlaces, showPlace, type Place } from "@/api/administration";
import { queryClient } from "@/app/queries";

export function usePlaces() {
  return useQuery({ queryKey: ["places"], queryFn: ({ signal }) => listPlaces(signal) });
}

export function usePlace(id: MaybeRefOrGetter<string>) {
  return useQuery({ queryKey: ["place", id], queryFn: ({ signal }) => showPlace(toValue(id), signal) });
}

/** Whatever shows places looks again. */
export function placesChanged(): void {
  for (const key of ["places", "offered-places", "place-map"]) void queryClient.invalidateQueries({ queryKey: [key] });
}

export function keepPlace(place: Place): void {
  queryClient.setQueryData(["place", place.id], place);
  placesChanged();
}
