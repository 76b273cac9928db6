/** The tab's title: what is on the page, with the number of tasks that cannot wait before it. */
import { onScopeDispose, ref, toValue, watchEffect, type MaybeRefOrGetter } from "vue";
import { texts } from "@/texts";

/** How many tasks wait in all queues, as the menu shows it. */
export const waiting = ref("");
/** How many tasks are overdue or due soon. */
export const urgent = ref(0);

export function titleOf(page: string, count: number): string {
  const mark = count > 0 ? `(${count}) ` : "";
  return `${mark}${page} – ${texts.app.name}`;
}

export function usePageTitle(page: MaybeRefOrGetter<string>): void {
  const stop = watchEffect(() => {
    document.title = titleOf(toValue(page), urgent.value);
  });
  onScopeDispose(stop);
}
