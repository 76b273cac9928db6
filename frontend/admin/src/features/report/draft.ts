/** Keeps the text of an action's form on the server while it is typed. */
import { dropDraft, keepDraft, showDraft, type Draft, type Given } from "@/api";
import { useAutosave, type Autosave } from "@/ui/autosave";
import { useElsewhere, type Elsewhere, type Kept } from "@/ui/elsewhere";
import { isUntouched, toSend } from "./given";

const PAUSE = 800; // milliseconds

/** What this window sent last, by form: a form comes and goes with the action that is chosen. */
const sent = new Map<string, { text: string }>();

function lastSent(form: string): { text: string } {
  const known = sent.get(form) ?? { text: "" };
  sent.set(form, known);
  return known;
}

export interface ActionDraft extends Autosave<Given> {
  /** The draft another window saved meanwhile. */
  elsewhere: Elsewhere<Draft, Given>["found"];
  /** Goes on from that draft: the form is filled with it, or this window's text is saved over it. */
  settle: () => void;
}

/** `found`: the draft the form was opened with. */
export function useDraft(task: string, action: string, found: Kept | undefined): ActionDraft {
  const elsewhere = useElsewhere<Draft, Given>({
    save: (given, seen) => keepDraft(task, action, given, seen),
    drop: (seen) => dropDraft(task, action, seen),
    look: () => showDraft(task, action),
    textOf: (draft) => draft.given,
    sent: lastSent(`${task}/${action}`),
  });
  elsewhere.begin(found);
  const autosave = useAutosave<Given>({
    pause: PAUSE,
    isBlank: isUntouched,
    keep: async (given) => (await elsewhere.save(toSend(given))).saved_at,
    drop: elsewhere.drop,
    judge({ status }) {
      if (status === 412) return "wait"; // until the officer has chosen
      return status === 404 || status === 409 ? "over" : "again"; // the task is gone, or was closed
    },
  });
  return {
    ...autosave,
    elsewhere: elsewhere.found,
    settle() {
      elsewhere.begin(elsewhere.found.value);
    },
  };
}
