/** Remembers where the keyboard was when something opened over the page, and brings it back there. */
import { nextTick } from "vue";

export interface FocusKeeper {
  remember: () => void;
  /** Does nothing when the keyboard has gone on to somewhere else by itself. */
  giveBack: () => Promise<void>;
}

export function focusKeeper(): FocusKeeper {
  let before: HTMLElement | undefined;
  return {
    remember() {
      before = document.activeElement instanceof HTMLElement ? document.activeElement : undefined;
    },
    async giveBack() {
      const wanted = before;
      before = undefined;
      if (!wanted) return;
      await nextTick();
      if (!isLost(document.activeElement)) return;
      const places = [wanted, buttonOfMenu(wanted), document.getElementById("isi")];
      for (const place of places) {
        place?.focus({ preventScroll: true });
        if (place && document.activeElement === place) return;
      }
    },
  };
}

/** Nowhere, or in the dialog that is just leaving. */
function isLost(element: Element | null): boolean {
  return element === null || element === document.body || element.closest("[role=dialog]") !== null;
}

/** A line of a menu is gone with its menu: the button that opened it is still there. */
function buttonOfMenu(line: HTMLElement): HTMLElement | null {
  const menu = line.closest(".v-menu[id]");
  return menu && document.querySelector<HTMLElement>(`[aria-controls="${CSS.escape(menu.id)}"]`);
}
