import { describe, expect, it } from "vitest";
import { answerField, spaced } from "./caret";

describe("a text put into an answer", () => {
  it("starts on a line of its own, and nowhere lower", () => {
    expect(spaced("", "Jawaban")).toBe("Jawaban");
    expect(spaced("  ", "Jawaban")).toBe("Jawaban");
    expect(spaced("Yth. Pelapor,", "Jawaban")).toBe("\n\nJawaban");
    expect(spaced("Yth. Pelapor,\n", "Jawaban")).toBe("\nJawaban");
    expect(spaced("Yth. Pelapor,\n\n", "Jawaban")).toBe("Jawaban");
  });

  it("goes into a field people write in, not into the one that measures height", () => {
    document.body.innerHTML = `<div id="tindakan"><form>
      <textarea readonly aria-hidden="true" id="sizer"></textarea><textarea id="real"></textarea>
    </form></div>`;
    expect(answerField()?.id).toBe("real");
  });
});
