import { describe, expect, it } from "vitest";
import type { MappedPlace } from "@/api";
import { drawMap, radiusOf, roundKilometres, shareClass } from "./map";

const place = (name: string, latitude: number | null, longitude: number | null, reports = 1): MappedPlace => ({
  id: name,
  name,
  kind: "district",
  latitude,
  longitude,
  reports,
  finished: 0,
  finished_limited: 0,
  finished_on_time: 0,
  share_on_time: null,
});
const CITY = [place("Utara", -2.08, 106.115, 9), place("Selatan", -2.16, 106.115, 4), place("Timur", -2.12, 106.155)];

describe("the map of places", () => {
  it("keeps north up, east right, and distances true in both directions", () => {
    const { bubbles, scale } = drawMap(CITY, 640, 460);
    const at = Object.fromEntries(bubbles.map((one) => [one.place.name, one]));
    expect(at.Utara?.y).toBeLessThan(at.Selatan?.y ?? 0);
    expect(at.Timur?.x).toBeGreaterThan(at.Utara?.x ?? 640);
    const kilometre = scale.pixels / scale.kilometres;
    expect(((at.Selatan?.y ?? 0) - (at.Utara?.y ?? 0)) / kilometre).toBeCloseTo(8.9, 1);
    expect(((at.Timur?.x ?? 0) - (at.Utara?.x ?? 0)) / kilometre).toBeCloseTo(4.44, 1);
  });

  it.each([
    [300, 280],
    [640, 460],
    [1200, 460],
  ])("keeps everything inside %i × %i", (width, height) => {
    for (const { x, y, radius } of drawMap(CITY, width, height).bubbles) {
      expect(x - radius).toBeGreaterThanOrEqual(0);
      expect(x + radius).toBeLessThanOrEqual(width);
      expect(y - radius).toBeGreaterThanOrEqual(0);
      expect(y + radius).toBeLessThanOrEqual(height);
    }
  });

  it("draws one place alone, and leaves out what has no point", () => {
    const { bubbles } = drawMap([place("Satu", -2, 106), place("Entah", null, null)], 400, 300);
    expect(bubbles.map((one) => [one.place.name, one.x, one.y])).toEqual([["Satu", 200, 150]]);
    expect(drawMap([], 400, 300).bubbles).toEqual([]);
  });

  it("does not write one name over another", () => {
    const near = [0, 1, 2, 3, 4, 5].map((nth) => place(`Kecamatan ${nth}`, -2.1, 106.1 + nth / 2000));
    const names = drawMap([...near, place("Jauh", -2.3, 106.3)], 400, 400).bubbles.filter((one) => one.label);
    expect(names.length).toBeLessThan(7);
    expect(names.map((one) => one.place.name)).toContain("Jauh");
  });

  it("names its lines by hemisphere", () => {
    const { meridians, parallels } = drawMap(CITY, 640, 460);
    expect(parallels.map((one) => one.text)).toContain("2,1° LS");
    expect(meridians.every((one) => one.text.endsWith("BT"))).toBe(true);
  });

  it("gives areas the proportion of the numbers, and small ones a size that can be hit", () => {
    expect(radiusOf(100, 100) / radiusOf(25, 100)).toBeCloseTo(2);
    expect(radiusOf(1, 1000)).toBeGreaterThanOrEqual(11);
  });

  it("has a round scale", () => {
    expect([0.7, 3, 4.9, 12, 60].map(roundKilometres)).toEqual([0.5, 2, 2, 10, 50]);
  });

  it("sorts shares into classes", () => {
    expect([null, 0, 0.5, 0.8, 0.95, 1].map(shareClass)).toEqual(["none", "bad", "poor", "fair", "good", "good"]);
  });
});
