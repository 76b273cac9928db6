/** Turns on the print buttons: `<button data-print hidden>`. */
export function startPrintButtons(root: ParentNode): void {
  for (const button of root.querySelectorAll<HTMLButtonElement>("button[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => { window.print(); });
  }
}
