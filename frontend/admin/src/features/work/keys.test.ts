import { describe, expect, it } from "vitest";
import { keyOf } from "./keys";

function press(target: Element, given: KeyboardEventInit): string {
  document.body.append(target);
  let key = "";
  target.addEventListener("keydown", (event) => {
    key = keyOf(event as KeyboardEvent);
  });
  target.dispatchEvent(new KeyboardEvent("keydown", { bubbles: true, ...given }));
  return key;
}

describe("shortcuts", () => {
  it("work on the page, on links and on checkboxes", () => {
    const box = Object.assign(document.createElement("input"), { type: "checkbox" });
    expect(press(document.createElement("a"), { key: "j" })).toBe("j");
    expect(press(box, { key: "x" })).toBe("x");
  });

  it("leave typing and the browser's own commands alone", () => {
    expect(press(document.createElement("textarea"), { key: "j" })).toBe("");
    expect(press(document.createElement("input"), { key: "/" })).toBe("");
    expect(press(document.createElement("a"), { key: "k", ctrlKey: true })).toBe("");
  });
});
