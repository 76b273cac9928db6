// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test } from "vitest";
import { focusKeeper } from "./focus-keeper";

beforeEach(() => {
  document.body.innerHTML = `
    <main id="isi" tabindex="-1"><button id="opens">Buka</button><button id="menu" aria-controls="lines">Menu</button></main>
    <div id="lines" class="v-menu"><button id="line">Baris</button></div>
    <div role="dialog"><button id="inside">Tutup</button></div>`;
});
afterEach(() => {
  document.body.innerHTML = "";
});

function at(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(id);
  return found;
}

async function openAndClose(from: string, meanwhile: () => void): Promise<string> {
  const focus = focusKeeper();
  at(from).focus();
  focus.remember();
  at("inside").focus();
  meanwhile();
  await focus.giveBack();
  return document.activeElement?.id ?? "";
}

test("the keyboard returns to what opened the dialog", async () => {
  expect(await openAndClose("opens", () => undefined)).toBe("opens");
});

test("a line of a menu that is gone gives way to the menu's button", async () => {
  const shut = () => {
    at("line").setAttribute("disabled", "");
  };
  expect(await openAndClose("line", shut)).toBe("menu");
});

test("when what opened it is gone the page itself has the keyboard", async () => {
  const gone = () => {
    at("opens").remove();
  };
  expect(await openAndClose("opens", gone)).toBe("isi");
});

test("a keyboard that has gone on by itself stays there", async () => {
  const on = () => {
    at("menu").focus();
  };
  expect(await openAndClose("opens", on)).toBe("menu");
});
