import { afterEach, describe, expect, it, vi } from "vitest";
import type { RouteLocationNormalized } from "vue-router";
import { landOn, scrollFor, takeLanding } from "./landing";

const at = (path: string) => ({ path }) as RouteLocationNormalized;

function row(top: number): HTMLElement {
  document.body.innerHTML = '<div id="isi" tabindex="-1"><a href="/laporan/1">1</a><input></div>';
  const link = document.querySelector<HTMLElement>("a");
  if (!link) throw new Error("no row");
  vi.spyOn(link, "getBoundingClientRect").mockReturnValue({ top, height: 60 } as DOMRect);
  return link;
}

afterEach(() => {
  takeLanding();
  document.body.innerHTML = "";
});

describe("landing on a page one comes back to", () => {
  it("puts the focus on the row, and hands it to the frame once", () => {
    const link = row(300);
    document.getElementById("isi")?.focus();
    landOn(link);
    expect(document.activeElement).toBe(link);
    expect(takeLanding()).toBe(link);
    expect(takeLanding()).toBeUndefined();
  });

  it("does not take the focus from who types already", () => {
    const link = row(300);
    const field = document.querySelector("input");
    field?.focus();
    landOn(link);
    expect(document.activeElement).toBe(field);
  });

  it("is forgotten with its page", () => {
    landOn(row(300));
    document.body.innerHTML = "";
    expect(takeLanding()).toBeUndefined();
  });
});

describe("the scrolling of a new page", () => {
  it("starts at the top, goes back to where it was, and stays for a filter", () => {
    expect(scrollFor(at("/a"), at("/b"), null)).toEqual({ top: 0 });
    expect(scrollFor(at("/a"), at("/b"), { left: 0, top: 90 })).toEqual({ left: 0, top: 90 });
    expect(scrollFor(at("/a"), at("/a"), null)).toBe(false);
  });

  it("shows the row one comes back to, as it was when that shows it", () => {
    const link = row(900);
    landOn(link);
    expect(scrollFor(at("/tugas"), at("/laporan/1"), { left: 0, top: 600 })).toEqual({ left: 0, top: 600 });
    expect(scrollFor(at("/tugas"), at("/laporan/1"), { left: 0, top: 0 })).toMatchObject({ el: link });
    expect(scrollFor(at("/tugas"), at("/laporan/1"), null)).toMatchObject({ el: link });
  });
});
