/** Asks before a page with unsaved typing is left. */
import { onBeforeUnmount } from "vue";
import { onBeforeRouteLeave } from "vue-router";

export function useUnsavedWarning(isUnsaved: () => boolean, sentence: string): void {
  function warn(event: BeforeUnloadEvent): void {
    if (isUnsaved()) event.preventDefault();
  }
  window.addEventListener("beforeunload", warn);
  onBeforeUnmount(() => {
    window.removeEventListener("beforeunload", warn);
  });
  onBeforeRouteLeave(() => !isUnsaved() || window.confirm(sentence));
}
