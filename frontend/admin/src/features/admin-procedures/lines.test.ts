import { expect, it } from "vitest";
import { rangeOfLine } from "./lines";

it("finds a line to be selected, and never runs out of the text", () => {
  const text = "satu\ndua\ntiga";
  expect(text.slice(...rangeOfLine(text, 2))).toBe("dua");
  expect(text.slice(...rangeOfLine(text, 99))).toBe("tiga");
  expect(text.slice(...rangeOfLine(text, 0))).toBe("satu");
});
