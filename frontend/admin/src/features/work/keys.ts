/** Keys that work anywhere on a page, except where somebody types. */
import { onMounted, onUnmounted } from "vue";

const TYPED_INTO = "input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]";

/** The key of an event that is meant as a shortcut, or "" when it is typing or a browser's command. */
export function keyOf(event: KeyboardEvent): string {
  if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return "";
  const target = event.target;
  if (target instanceof Element && target.closest(`${TYPED_INTO}, [role=dialog], [role=menu]`)) return "";
  return event.key;
}

/** Calls `handle` on every key while the component is there; what it takes goes no further. */
export function useKeys(handle: (event: KeyboardEvent) => boolean): void {
  const listen = (event: KeyboardEvent): void => {
    if (handle(event)) event.preventDefault();
  };
  onMounted(() => {
    document.addEventListener("keydown", listen);
  });
  onUnmounted(() => {
    document.removeEventListener("keydown", listen);
  });
}
