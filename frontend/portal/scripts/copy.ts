/**
 * Turns on the copy buttons: `<button data-copy="#code" data-copied="Disalin" hidden>`.
 * The button stays hidden where the browser cannot copy. The result is announced in the
 * `[data-copy-status]` element beside it.
 */
export function startCopyButtons(root: ParentNode): void {
  // Browsers without a secure connection have no clipboard, whatever the type says.
  const clipboard = navigator.clipboard as Clipboard | undefined;
  if (!clipboard) return;

  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-copy]")) {
    const source = document.querySelector(button.dataset.copy ?? "");
    const status = button.parentElement?.querySelector("[data-copy-status]");
    if (!source) continue;

    button.hidden = false;
    button.addEventListener("click", () => {
      clipboard.writeText(source.textContent.trim()).then(
        () => { say(status, button.dataset.copied); },
        () => { say(status, button.dataset.copyFailed); },
      );
    });
  }
}

function say(status: Element | null | undefined, text: string | undefined): void {
  if (status) status.textContent = text ?? "";
}
