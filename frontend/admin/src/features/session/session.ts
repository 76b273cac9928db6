/** Who sits at this browser. The session is server state and lives in its query. */
import { useQuery } from "@tanstack/vue-query";
import { computed, ref } from "vue";
import { forgetAnswers, onSignedOut, showSession, signOut, type Session } from "@/api";
import { queryClient } from "@/app/queries";

const KEY = ["session"];

export async function currentSession(): Promise<Session> {
  return queryClient.query({ queryKey: KEY, queryFn: showSession, staleTime: "static" });
}

export function useSession() {
  const { data } = useQuery({ queryKey: KEY, queryFn: showSession, staleTime: Infinity });
  return computed(() => (data.value?.state === "signed_in" ? data.value : undefined));
}

export function enter(session: Session): void {
  queryClient.setQueryData(KEY, session);
}

/** Signs out everywhere and starts with an empty memory. */
export async function leave(): Promise<void> {
  await signOut();
  forgetAnswers();
  location.assign("/admin/masuk");
}

/** The officer whose session ended while working, as long as they have not signed in again. */
export const interrupted = ref<Session>();
/** Whether the session goes on and only the password is asked for once more. */
export const isConfirming = ref(false);
let confirmed: ((given: boolean) => void) | undefined;
let resumed: (() => void) | undefined;
let resuming: Promise<void> | undefined;

onSignedOut({
  signInAgain() {
    resuming ??= new Promise((resolve) => {
      resumed = resolve;
      interrupted.value = queryClient.getQueryData<Session>(KEY);
      if (!interrupted.value?.account) startOver();
    });
    return resuming;
  },
  confirmIdentity() {
    return new Promise((resolve) => {
      confirmed = resolve;
      isConfirming.value = true;
      interrupted.value = queryClient.getQueryData<Session>(KEY);
    });
  },
});

/** Leaves the grave thing undone; the session goes on. */
export function cancelConfirming(): void {
  finishConfirming(false);
}

function finishConfirming(given: boolean): void {
  isConfirming.value = false;
  interrupted.value = undefined;
  confirmed?.(given);
  confirmed = undefined;
}

/** Goes on where the session ended; with another account the page starts over. */
export function resume(session: Session): void {
  if (session.account?.id !== interrupted.value?.account?.id) {
    startOver();
    return;
  }
  enter(session);
  if (isConfirming.value) {
    finishConfirming(true);
    return;
  }
  interrupted.value = undefined;
  resuming = undefined;
  resumed?.();
}

export function startOver(): void {
  forgetAnswers();
  location.reload();
}
