/** The tab's title: what is on the page, with the number of things waiting before it. */
import { onScopeDispose, ref, toValue, watchEffect, type MaybeRefOrGetter } from "vue";
import { texts } from "@/texts";

export const waiting = ref("");

export function titleOf(page: string, count: string): string {
  const mark = count && count !== "0" ? `(${count}) ` : "";
  return `${mark}${page} – ${texts.app.name}`;
}

export function usePageTitle(page: MaybeRefOrGetter<string>): void {
  const stop = watchEffect(() => {
    document.title = titleOf(toValue(page), waiting.value);
  });
  onScopeDispose(stop);
}
