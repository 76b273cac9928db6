import { expect, test } from "vitest";
import type { PublicationPlace } from "@/api";
import { charactersIn, piecesOf, wordsIn } from "./pieces";

function place(start: number, end: number): PublicationPlace {
  return { start, end, kind: "phone", label: "nomor telepon", how: "detected", reason: "" };
}

test("a text is cut at its places, counted in characters", () => {
  const cut = piecesOf("🙂 ke 0812 ya", [place(5, 9)]);
  expect(cut.map((piece) => [piece.start, piece.text, piece.place !== undefined])).toEqual([
    [0, "🙂 ke ", false],
    [5, "0812", true],
    [9, " ya", false],
  ]);
});

test("overlapping places lose and repeat nothing", () => {
  const cut = piecesOf("abcdefgh", [place(4, 8), place(1, 5), place(2, 3)]);
  expect(cut.map((piece) => piece.text).join("")).toBe("abcdefgh");
});

test("an offset of the browser becomes a number of characters", () => {
  expect(charactersIn("a🙂b", 3)).toBe(2);
});

test("words stand between commas", () => {
  expect(wordsIn(" Pak Budi, ,Ucok ")).toEqual(["Pak Budi", "Ucok"]);
});
