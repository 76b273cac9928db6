/**
 * A map of bubbles as pure numbers: points in degrees become pixels on a plain plane, true to scale in both
 * directions (a city is small enough for that), with lines of degrees, a scale, and labels that do not overlap.
 */
import type { MappedPlace } from "@/api";
import { language, texts } from "@/texts";

export interface Bubble {
  place: MappedPlace;
  x: number;
  y: number;
  radius: number;
  /** Where its name is written; none where it would cover something else. */
  label: { x: number; y: number; anchor: "start" | "middle" | "end" } | undefined;
}

export interface Line {
  at: number;
  text: string;
}

export interface DrawnMap {
  width: number;
  height: number;
  bubbles: Bubble[];
  meridians: Line[];
  parallels: Line[];
  scale: { pixels: number; kilometres: number };
}

const KM_A_DEGREE = 111.2;
const SMALLEST = 11;
const LARGEST = 34;
/** On a narrow screen the largest bubble takes this part of the width at most. */
const WIDEST = 1 / 14;
/** Pixels beside the outermost bubble, for its name. */
const MARGIN = 26;
/** A single place, or places close together, are shown in at least this many kilometres. */
const LEAST_KM = 6;
const LETTER = 6.6;
const LABEL_HEIGHT = 30;
const GAP = 4;

/** Where a share belongs; the fourth class holds what nobody can judge yet. */
export type ShareClass = "good" | "fair" | "poor" | "bad" | "none";
export const SHARE_CLASSES: ShareClass[] = ["good", "fair", "poor", "bad", "none"];

export function shareClass(share: number | null): ShareClass {
  if (share === null) return "none";
  if (share >= 0.95) return "good";
  if (share >= 0.8) return "fair";
  return share >= 0.5 ? "poor" : "bad";
}

export function hasPoint(place: MappedPlace): place is MappedPlace & { latitude: number; longitude: number } {
  return place.latitude !== null && place.longitude !== null;
}

/** Areas compare as the numbers do; the smallest can still be hit by a finger. */
export function radiusOf(reports: number, most: number, largest = LARGEST): number {
  return Math.max(SMALLEST, largest * Math.sqrt(reports / Math.max(most, 1)));
}

/** A round number of kilometres (1, 2 or 5 times a power of ten) that is not longer than this. */
export function roundKilometres(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  const factor = [5, 2, 1].find((one) => one * power <= most) ?? 1;
  return factor * power;
}

export function drawMap(places: MappedPlace[], width: number, height: number): DrawnMap {
  const words = texts.oversight.map.hemispheres;
  const known = places.filter(hasPoint);
  const [west, east] = ends(known.map((one) => one.longitude));
  const [south, north] = ends(known.map((one) => one.latitude));
  const middle = { longitude: (west + east) / 2, latitude: (south + north) / 2 };
  const kmEast = KM_A_DEGREE * Math.cos((middle.latitude * Math.PI) / 180);
  const largest = Math.min(LARGEST, width * WIDEST);
  const margin = 2 * (largest + MARGIN);
  const inner = { width: Math.max(width - margin, 40), height: Math.max(height - margin, 40) };
  const pixels = Math.min(
    inner.width / Math.max((east - west) * kmEast, LEAST_KM),
    inner.height / Math.max((north - south) * KM_A_DEGREE, LEAST_KM),
  );
  const x = (longitude: number) => width / 2 + (longitude - middle.longitude) * kmEast * pixels;
  const y = (latitude: number) => height / 2 - (latitude - middle.latitude) * KM_A_DEGREE * pixels;
  const most = Math.max(...known.map((one) => one.reports), 1);
  const kilometres = roundKilometres(width / 4 / pixels);
  const step = roundDegrees(Math.max(width, height) / pixels / KM_A_DEGREE / 4);
  const [halfWidth, halfHeight] = [width / 2 / pixels / kmEast, height / 2 / pixels / KM_A_DEGREE];
  return {
    width,
    height,
    bubbles: labelled(
      known.map((place) => ({
        place,
        x: x(place.longitude),
        y: y(place.latitude),
        radius: radiusOf(place.reports, most, largest),
        label: undefined,
      })),
      width,
      height,
      { left: width - kilometres * pixels - 16, right: width, top: height - 34, bottom: height },
    ),
    meridians: lines(middle.longitude - halfWidth, middle.longitude + halfWidth, step, x, [words.west, words.east]),
    parallels: lines(middle.latitude - halfHeight, middle.latitude + halfHeight, step, y, [words.south, words.north]),
    scale: { pixels: kilometres * pixels, kilometres },
  };
}

function ends(values: number[]): [number, number] {
  return values.length ? [Math.min(...values), Math.max(...values)] : [0, 0];
}

const DEGREE_STEPS = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30];

function roundDegrees(least: number): number {
  return DEGREE_STEPS.find((one) => one >= least) ?? 60;
}

function lines(from: number, to: number, step: number, place: (degrees: number) => number, names: [string, string]): Line[] {
  const found: Line[] = [];
  for (let nth = Math.ceil(from / step); nth * step <= to; nth += 1) {
    const degrees = nth * step;
    const spoken = Math.abs(degrees).toLocaleString(language, { maximumFractionDigits: 2 });
    found.push({ at: place(degrees), text: degrees === 0 ? "0°" : `${spoken}° ${degrees < 0 ? names[0] : names[1]}` });
  }
  return found;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

/** Largest first: each name takes the first free side of its bubble. */
function labelled(bubbles: Bubble[], width: number, height: number, scale: Box): Bubble[] {
  const round = ({ x, y, radius }: Bubble): Box => ({ left: x - radius, right: x + radius, top: y - radius, bottom: y + radius });
  const taken: Box[] = [scale, ...bubbles.map(round)];
  const sorted = [...bubbles].sort((one, other) => other.radius - one.radius);
  for (const bubble of sorted) {
    const long = Math.max(bubble.place.name.length, 4) * LETTER;
    for (const [label, box] of sides(bubble, long)) {
      const isInside = box.left >= 0 && box.right <= width && box.top >= 0 && box.bottom <= height;
      if (!isInside || taken.some((one) => overlap(one, box))) continue;
      bubble.label = label;
      taken.push(box);
      break;
    }
  }
  return sorted;
}

function sides({ x, y, radius }: Bubble, long: number): [NonNullable<Bubble["label"]>, Box][] {
  const around = (left: number, top: number): Box => ({ left, right: left + long, top, bottom: top + LABEL_HEIGHT });
  const [below, above] = [y + radius + GAP, y - radius - GAP - LABEL_HEIGHT];
  const beside = y - LABEL_HEIGHT / 2;
  return [
    [{ x, y: below, anchor: "middle" }, around(x - long / 2, below)],
    [{ x, y: above, anchor: "middle" }, around(x - long / 2, above)],
    [{ x: x + radius + GAP, y: beside, anchor: "start" }, around(x + radius + GAP, beside)],
    [{ x: x - radius - GAP, y: beside, anchor: "end" }, around(x - radius - GAP - long, beside)],
  ];
}

function overlap(one: Box, other: Box): boolean {
  return one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
}
