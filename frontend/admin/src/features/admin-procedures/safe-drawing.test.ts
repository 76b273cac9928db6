import { expect, it } from "vitest";
import { safeDrawing } from "./safe-drawing";

const XMLNS = 'xmlns="http://www.w3.org/2000/svg"';

it("lets shapes and words into the page, and nothing that runs or fetches", () => {
  const drawing = safeDrawing(
    `<svg ${XMLNS} role="img" onload="x()"><script>x()</script><foreignObject/><g style="color:red"><text href="x">Satu</text></g></svg>`,
  );
  expect(drawing?.getAttribute("role")).toBe("img");
  expect(drawing?.hasAttribute("onload")).toBe(false);
  expect(drawing?.querySelector("script, foreignObject, [style], [href]")).toBeNull();
  expect(drawing?.textContent).toBe("Satu");
});

it("shows nothing where there is no drawing", () => {
  expect(safeDrawing("<p>bukan gambar</p>")).toBeUndefined();
});
