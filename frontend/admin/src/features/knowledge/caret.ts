/** Puts a text where the officer was writing, as if it had been typed: Ctrl+Z takes it out again. */

const WRITABLE = "textarea:not([readonly]):not([aria-hidden])"; // Vuetify keeps a hidden one to measure height
const PANEL = "#tindakan";
let last: WeakRef<HTMLTextAreaElement> | undefined;

/** Remembers the field of an action that was written in last; returns how to stop. */
export function watchAnswerFields(): () => void {
  const note = ({ target }: FocusEvent): void => {
    if (target instanceof HTMLTextAreaElement && target.matches(`${PANEL} ${WRITABLE}`)) last = new WeakRef(target);
  };
  document.addEventListener("focusin", note);
  return () => {
    document.removeEventListener("focusin", note);
  };
}

/** The field of the open action that was written in last, else its first. */
export function answerField(): HTMLTextAreaElement | undefined {
  const known = last?.deref();
  if (known?.isConnected) return known;
  return document.querySelector<HTMLTextAreaElement>(`${PANEL} form ${WRITABLE}`) ?? undefined;
}

export function fieldIn(place: Element | null | undefined): HTMLTextAreaElement | undefined {
  return place?.querySelector<HTMLTextAreaElement>(WRITABLE) ?? undefined;
}

/** What is put in so that `text` starts on a line of its own. */
export function spaced(before: string, text: string): string {
  if (before.trim() === "" || before.endsWith("\n\n")) return text;
  return before.endsWith("\n") ? `\n${text}` : `\n\n${text}`;
}

export function insertAtCaret(field: HTMLTextAreaElement, text: string): void {
  field.focus();
  putIn(field, spaced(field.value.slice(0, field.selectionStart), text));
}

/** Puts in exactly `text`, for the middle of a sentence. */
export function putIn(field: HTMLTextAreaElement, text: string): void {
  field.focus();
  // Of all ways to change a field only this one enters the browser's own undo list.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  if (document.execCommand("insertText", false, text)) return;
  field.setRangeText(text, field.selectionStart, field.selectionEnd, "end");
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
}
