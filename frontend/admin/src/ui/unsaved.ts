/** Asks before a page with unsaved typing is left. */
import { onBeforeUnmount } from "vue";
import { onBeforeRouteLeave } from "vue-router";

/** `save`: what may make the question needless, done before it is asked. */
export function useUnsavedWarning(isUnsaved: () => boolean, sentence: string, save?: () => Promise<void>): void {
  function warn(event: BeforeUnloadEvent): void {
    if (isUnsaved()) event.preventDefault();
  }
  window.addEventListener("beforeunload", warn);
  onBeforeUnmount(() => {
    window.removeEventListener("beforeunload", warn);
  });
  onBeforeRouteLeave(async () => {
    await save?.();
    return !isUnsaved() || window.confirm(sentence);
  });
}
