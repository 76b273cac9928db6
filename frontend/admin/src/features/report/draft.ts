/** Keeps the text of an action's form on the server while it is typed. */
import { dropDraft, keepDraft, type Given } from "@/api";
import { useAutosave, type Autosave } from "@/ui/autosave";
import { isUntouched, toSend } from "./given";

const PAUSE = 800; // milliseconds

export function useDraft(task: string, action: string): Autosave<Given> {
  return useAutosave<Given>({
    pause: PAUSE,
    isBlank: isUntouched,
    keep: async (given) => (await keepDraft(task, action, toSend(given))).saved_at,
    drop: () => dropDraft(task, action),
    judge: ({ status }) => (status === 404 || status === 409 ? "over" : "again"), // the task is gone, or was closed
  });
}
