import { expect, it } from "vitest";
import { titleOf } from "./page-title";

it("puts what waits before the page's name, and nothing when nothing waits", () => {
  expect(titleOf("Pekerjaan saya", "12")).toBe("(12) Pekerjaan saya – Tanggap");
  expect(titleOf("Pekerjaan saya", "0")).toBe("Pekerjaan saya – Tanggap");
});
