import { expect, it } from "vitest";
import { titleOf } from "./page-title";

it("puts what cannot wait before the page's name, and nothing when all can", () => {
  expect(titleOf("Pekerjaan saya", 12)).toBe("(12) Pekerjaan saya – Tanggap");
  expect(titleOf("Pekerjaan saya", 0)).toBe("Pekerjaan saya – Tanggap");
});
