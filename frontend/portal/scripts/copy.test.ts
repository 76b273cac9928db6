import { afterEach, expect, test, vi } from "vitest";
import { startCopyButtons } from "./copy";

const PAGE = `
  <p><span id="code">ABCD-2345</span>
  <button type="button" hidden data-copy="#code" data-copied="Disalin" data-copy-failed="Gagal">Salin</button>
  <span data-copy-status></span></p>`;

function page(clipboard: unknown): HTMLButtonElement {
  vi.stubGlobal("navigator", { clipboard });
  document.body.innerHTML = PAGE;
  startCopyButtons(document);
  const button = document.querySelector("button");
  if (!button) throw new Error("no button");
  return button;
}

afterEach(() => { vi.unstubAllGlobals(); });

test("the code is copied and the reader is told", async () => {
  const copied: string[] = [];
  const button = page({ writeText: (text: string) => Promise.resolve(copied.push(text)) });

  expect(button.hidden).toBe(false);
  button.click();

  await vi.waitFor(() => {
    expect(document.querySelector("[data-copy-status]")?.textContent).toBe("Disalin");
  });
  expect(copied).toEqual(["ABCD-2345"]);
});

test("a refused copy is said aloud", async () => {
  page({ writeText: () => Promise.reject(new Error("denied")) }).click();

  await vi.waitFor(() => {
    expect(document.querySelector("[data-copy-status]")?.textContent).toBe("Gagal");
  });
});

test("without a clipboard the button stays hidden", () => {
  expect(page(undefined).hidden).toBe(true);
});
