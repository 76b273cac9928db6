import { expect, it } from "vitest";
import { wantedPlace } from "./wanted-place";

it("leads back to where the officer wanted to go, and never out of the app", () => {
  expect(wantedPlace("/laporan/1?a=b")).toBe("/laporan/1?a=b");
  for (const odd of ["//evil.example", "/\\evil.example", "https://evil.example", "/masuk", "", undefined, ["/a"]]) {
    expect(wantedPlace(odd)).toBe("/tugas");
  }
});
