import { describe, expect, it } from "vitest";
import { asProblem, problemOf } from "./problem";

describe("problems", () => {
  it("carry the server's sentences to their fields", () => {
    const body = { code: "output-missing", detail: "Isi dahulu.", errors: { note: ["Isi dahulu: Alasan."] } };
    const problem = problemOf(422, body);
    expect(problem.message).toBe("Isi dahulu.");
    expect(problem.errors).toEqual({ note: ["Isi dahulu: Alasan."] });
  });

  it("are words even when a proxy answers with a page", () => {
    const problem = problemOf(502, "<html>Bad gateway</html>");
    expect(problem.message).toContain("502");
    expect(problem.errors).toEqual({});
  });

  it("are words for a fault of our own, too", () => {
    expect(asProblem(new RangeError("oops")).message).not.toContain("oops");
  });
});
