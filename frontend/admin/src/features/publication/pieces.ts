/** Cuts a text at its places. The server counts characters (code points), JavaScript counts UTF-16. */
import type { PublicationPlace } from "@/api";

export interface Piece {
  start: number;
  text: string;
  place?: PublicationPlace;
}

/** The text in pieces, each plain or one place; where places overlap, the first has the text. */
export function piecesOf(source: string, places: PublicationPlace[]): Piece[] {
  const characters = Array.from(source);
  const pieces: Piece[] = [];
  let done = 0;
  const add = (start: number, end: number, place?: PublicationPlace) => {
    if (end > start) pieces.push({ start, text: characters.slice(start, end).join(""), place });
  };
  for (const place of [...places].sort((one, other) => one.start - other.start)) {
    const start = Math.max(place.start, done);
    add(done, start);
    add(start, place.end, place);
    done = Math.max(done, place.end);
  }
  add(done, characters.length);
  return pieces;
}

/** How many characters the first `offset` UTF-16 units of a text are. */
export function charactersIn(text: string, offset: number): number {
  return Array.from(text.slice(0, offset)).length;
}

/** The words somebody typed between commas. */
export function wordsIn(typed: string): string[] {
  return typed
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");
}
