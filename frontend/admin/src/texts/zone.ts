/**
 * The zone in which this app says its times: the desk's, wherever the officer's computer stands. Deadlines are counted in
 * the desk's hours, and letters are dated in them. Every time is said with the name of its zone, so it is true in any case.
 */
import { computed, ref, type ComputedRef } from "vue";

/** Said until the session has told the agency's own: the zone of most of the country's agencies. */
const AT_FIRST = "Asia/Jakarta";

/** Zones of Indonesia by the names people know (Keputusan Presiden 41/1987). */
const NAMES: Record<string, string> = {
  "Asia/Jakarta": "WIB",
  "Asia/Pontianak": "WIB",
  "Asia/Makassar": "WITA",
  "Asia/Jayapura": "WIT",
};

const ofAgency = ref(AT_FIRST);
const ofPage = ref<() => string | undefined>();

/** IANA name of the zone in use. */
export const zone: ComputedRef<string> = computed(() => ofPage.value?.() ?? ofAgency.value);

/** "WIB", "WITA" or "WIT"; nothing for a zone of another country. */
export function zoneName(iana: string): string {
  return NAMES[iana] ?? "";
}

/** The zone wherever a page has none of its own. */
export function useZoneOfAgency(iana: string): void {
  ofAgency.value = iana;
}

/** Lets a page say its times in its own zone, read anew whenever it changes; the answer takes that back. */
export function sayTimesIn(wanted: () => string | undefined): () => void {
  ofPage.value = wanted;
  return () => {
    if (ofPage.value === wanted) ofPage.value = undefined;
  };
}
