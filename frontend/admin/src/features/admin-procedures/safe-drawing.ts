/** Takes a drawing apart: only shapes and words get into the page, and only attributes that draw. */
const ELEMENTS = new Set([
  "svg", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan", "title", "desc",
]);
const USUAL_WIDTH = 600;
const NO_ATTRIBUTE = /^on|^style$|href/i;

export function safeDrawing(markup: string): SVGElement | undefined {
  const parsed = new DOMParser().parseFromString(markup, "image/svg+xml");
  const root = parsed.documentElement;
  if (root.localName !== "svg") return undefined;
  clean(root);
  return document.importNode(root, true) as unknown as SVGElement;
}

/** How wide the drawing is in its own units. */
export function naturalWidth(drawing: Element): number {
  const [, , width] = (drawing.getAttribute("viewBox") ?? "").split(/[\s,]+/).map(Number);
  return width === undefined || Number.isNaN(width) ? USUAL_WIDTH : width;
}

function clean(element: Element): void {
  for (const attribute of [...element.attributes]) {
    if (NO_ATTRIBUTE.test(attribute.name)) element.removeAttribute(attribute.name);
  }
  for (const child of [...element.children]) {
    if (ELEMENTS.has(child.localName)) clean(child);
    else child.remove();
  }
}
