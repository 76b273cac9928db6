/**
 * Whether this browser may call the officer back with notifications of its own: asked for only on their click, and
 * remembered in this browser alone, as the permission is.
 */
import { computed, ref } from "vue";
import { texts } from "@/texts";
import { announce } from "./notices";

const KEY = "tanggap.beri-tahu";

type Permission = NotificationPermission | "unsupported";

const permission = ref(permitted());
const isWanted = ref(localStorage.getItem(KEY) === "ya");

export const areAlertsOn = computed(() => isWanted.value && permission.value === "granted");

/** Why the choice is not free, in a few words; else what it does. */
export const alertHint = computed(() => {
  if (permission.value === "unsupported") return texts.alerts.unsupportedHint;
  return permission.value === "denied" ? texts.alerts.deniedHint : texts.alerts.toggleHint;
});

/** Switches alerts on, after asking for permission where nobody has yet, or off; says how it went. */
export async function toggleAlerts(): Promise<void> {
  if (areAlertsOn.value) {
    want(false);
    announce(texts.alerts.off);
    return;
  }
  permission.value = permitted() === "unsupported" ? "unsupported" : await Notification.requestPermission();
  want(permission.value === "granted");
  if (permission.value === "granted") announce(texts.alerts.on);
  else if (permission.value === "default") announce(texts.alerts.notAnswered, "info");
  else announce(texts.alerts[permission.value], "error");
}

/**
 * Shows a notification. `kind` lets the same from another tab take its place, instead of standing beside it.
 * Some browsers, those of phones above all, have the permission but cannot show any from a page.
 */
export function alertOfficer(kind: string, title: string, onClick: () => void): void {
  permission.value = permitted();
  if (!areAlertsOn.value) return;
  try {
    const shown = new Notification(title, { body: texts.alerts.open, tag: `tanggap-${kind}`, lang: document.documentElement.lang });
    shown.onclick = () => {
      window.focus();
      shown.close();
      onClick();
    };
  } catch {
    permission.value = "unsupported";
    want(false);
    announce(texts.alerts.unsupported, "error");
  }
}

function permitted(): Permission {
  return "Notification" in window ? Notification.permission : "unsupported";
}

function want(wanted: boolean): void {
  isWanted.value = wanted;
  if (wanted) localStorage.setItem(KEY, "ya");
  else localStorage.removeItem(KEY);
}
