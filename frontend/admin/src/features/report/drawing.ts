/**
 * Turns the server's SVG text into an element. It is read as XML, in a document that runs nothing, and whatever
 * is not a plain shape is left out: no script, no style, no reference to anywhere.
 */
const PLAIN = new Set(["svg", "g", "title", "desc", "line", "polyline", "polygon", "path", "rect", "circle", "ellipse", "text", "tspan"]);
const SVG = "http://www.w3.org/2000/svg";

export function drawingOf(text: string): SVGSVGElement | undefined {
  const read = new DOMParser().parseFromString(text, "image/svg+xml");
  const root = read.documentElement;
  if (root.localName !== "svg" || read.querySelector("parsererror")) return undefined;
  for (const element of [root, ...root.querySelectorAll("*")]) {
    if (element.namespaceURI !== SVG || !PLAIN.has(element.localName)) {
      element.remove();
      continue;
    }
    for (const { name } of [...element.attributes]) {
      if (/^on|^style$|^(xlink:)?href$/i.test(name)) element.removeAttribute(name);
    }
  }
  return document.importNode(root, true) as unknown as SVGSVGElement;
}
