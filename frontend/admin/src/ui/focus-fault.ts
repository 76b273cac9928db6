/** Brings the keyboard to what has to be mended: the first faulty field, else the sentence that says why not. */
import { nextTick } from "vue";

export async function focusFault(place: HTMLElement | null | undefined): Promise<void> {
  await nextTick();
  const faulty = place?.querySelector<HTMLElement>("[aria-invalid=true]");
  const said = place?.querySelector<HTMLElement>("[data-testid=conflict], [data-testid=problem]");
  (faulty ?? said)?.focus();
}
