import { describe, expect, it } from "vitest";
import { drawingOf } from "./drawing";

const svg = (inner: string) => `<svg xmlns="http://www.w3.org/2000/svg" role="img">${inner}</svg>`;

describe("the SOP drawing", () => {
  it("becomes an element with its words", () => {
    const drawn = drawingOf(svg('<title>Alur NKK</title><g class="flow-now"><path d="M0 0h9"/></g>'));
    expect(drawn?.querySelector("title")?.textContent).toBe("Alur NKK");
    expect(drawn?.querySelectorAll(".flow-now path")).toHaveLength(1);
  });

  it("brings nothing but shapes", () => {
    const drawn = drawingOf(svg('<script>alert(1)</script><text onclick="alert(1)" style="x:y">a</text><use href="#x"/>'));
    expect(drawn?.querySelector("script, use")).toBeNull();
    expect([...(drawn?.querySelector("text")?.attributes ?? [])]).toEqual([]);
  });

  it("is left out when it is no drawing", () => {
    expect(drawingOf("<p>bukan</p>")).toBeUndefined();
  });
});
