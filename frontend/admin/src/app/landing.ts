/** Where the keyboard lands on a page that was left and is come back to: not at its top, but where one was. */
import { shallowRef } from "vue";
import type { RouteLocationNormalized } from "vue-router";

const BAR = 64; // pixels that the bar takes above the page

const place = shallowRef<HTMLElement>();

interface Saved {
  left: number;
  top: number;
}
type Position = Saved | { el: HTMLElement; top: number } | { top: number } | false;

/** Takes the focus to `element` and asks the frame to leave it there when it announces the new page. */
export function landOn(element: HTMLElement): void {
  const wasAtTop = document.activeElement === document.body || document.activeElement?.id === "isi";
  if (!wasAtTop) return; // somebody is at work elsewhere on the page already
  place.value = element;
  element.focus({ preventScroll: true });
  element.scrollIntoView({ block: "center" });
}

/** The element the page asked for, once. */
export function takeLanding(): HTMLElement | undefined {
  const wanted = place.value;
  place.value = undefined;
  return wanted?.isConnected ? wanted : undefined;
}

/** How a new page is scrolled: as it was when it was left, unless the landing would be out of sight there. */
export function scrollFor(to: RouteLocationNormalized, from: RouteLocationNormalized, saved: Saved | null): Position {
  const wanted = place.value?.isConnected ? place.value : undefined;
  if (!wanted || to.path === from.path) return saved ?? (to.path === from.path ? false : { top: 0 });
  const box = wanted.getBoundingClientRect();
  if (saved) {
    const top = box.top + window.scrollY - saved.top;
    if (top >= BAR && top + box.height <= window.innerHeight) return saved;
  }
  return { el: wanted, top: Math.round(window.innerHeight / 3) };
}
