/**
 * Which language the officer wants: known to this browser, so that the sign-in page speaks it, and to the server,
 * so that the next device does. A change loads the page anew; what is typed at length is kept as drafts.
 */
import { keepPreference, showPreferences } from "@/api";
import { chosen, isLanguage, rememberLanguage, type Language } from "@/texts/languages";

const PREFERENCE = "language";
const CHOSEN_BEFORE_SIGNING_IN = "tanggap.bahasa.baru";

/** Speaks `wanted` from the next page on, which is this one loaded again. */
export async function chooseLanguage(wanted: Language, isSignedIn: boolean): Promise<void> {
  if (wanted === chosen) return;
  rememberLanguage(wanted);
  if (isSignedIn) await keepOnServer(wanted);
  else sessionStorage.setItem(CHOSEN_BEFORE_SIGNING_IN, wanted);
  location.reload();
}

/**
 * Brings browser and server to one language after signing in: a choice just made at the door counts, else what the
 * officer chose on another day. Tells whether the page has to be loaded anew.
 */
export async function settleLanguage(): Promise<boolean> {
  const choice = sessionStorage.getItem(CHOSEN_BEFORE_SIGNING_IN);
  sessionStorage.removeItem(CHOSEN_BEFORE_SIGNING_IN);
  if (isLanguage(choice)) {
    await keepOnServer(choice);
    return false;
  }
  const kept = (await showPreferences().catch(() => ({ [PREFERENCE]: chosen })))[PREFERENCE];
  if (!isLanguage(kept) || kept === chosen) return false;
  rememberLanguage(kept);
  return true;
}

/** The browser remembers it in any case; a server that is away is no reason to refuse. */
async function keepOnServer(wanted: Language): Promise<void> {
  await keepPreference(PREFERENCE, wanted).catch(() => undefined);
}
