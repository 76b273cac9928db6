/** Opens PDFs with pdf.js: fetched only when one is looked at. */
import workerAddress from "pdfjs-dist/build/pdf.worker.min.mjs?url";
import type { PDFDocumentProxy } from "pdfjs-dist";

const WIDTH = 900; // pixels of a drawn page; sharp enough to read, small enough for a phone
const MOST_PAGES = 60;

export interface OpenedPdf {
  drawInto: (host: HTMLElement, label: string) => Promise<void>;
  close: () => void;
}

export async function openPdf(bytes: ArrayBuffer): Promise<OpenedPdf> {
  const { getDocument, GlobalWorkerOptions } = await import("pdfjs-dist");
  GlobalWorkerOptions.workerSrc = workerAddress;
  const loading = getDocument({ data: bytes, isEvalSupported: false, enableXfa: false, useWasm: false });
  const pdf = await loading.promise;
  return {
    drawInto: (host, label) => drawPages(pdf, host, label),
    close: () => void loading.destroy(),
  };
}

async function drawPages(pdf: PDFDocumentProxy, host: HTMLElement, label: string): Promise<void> {
  const pages: HTMLCanvasElement[] = [];
  for (let number = 1; number <= Math.min(pdf.numPages, MOST_PAGES); number += 1) {
    const page = await pdf.getPage(number);
    const scale = WIDTH / page.getViewport({ scale: 1 }).width;
    const viewport = page.getViewport({ scale });
    const canvas = document.createElement("canvas");
    canvas.width = viewport.width;
    canvas.height = viewport.height;
    canvas.className = "tg-pdf__page";
    canvas.setAttribute("role", "img");
    const { items } = await page.getTextContent();
    const words = items.map((item) => ("str" in item ? item.str : "")).join(" ");
    canvas.setAttribute("aria-label", `${label} (${number}/${pdf.numPages}): ${words}`);
    await page.render({ canvas, viewport }).promise;
    pages.push(canvas);
  }
  host.replaceChildren(...pages);
}
