import { expect, it } from "vitest";
import type { SavedView } from "@/api";
import { isSameAddress, viewAt } from "./saved-views";

const view = (name: string, address: Record<string, string>): SavedView =>
  ({ id: name, name, address, place: "tasks", desk_id: null, is_start: false });

it("knows the view in the address whatever the order of its parts", () => {
  const views = [view("Terlambat", { terlambat: "ya" }), view("Punya saya", { oleh: "saya", terlambat: "ya" })];
  expect(viewAt(views, { terlambat: "ya", oleh: "saya" })?.name).toBe("Punya saya");
  expect(viewAt(views, { oleh: "saya" })).toBeUndefined();
});

it("takes neither a part nor another value for the same address", () => {
  expect(isSameAddress({ oleh: "saya" }, { oleh: "saya", terlambat: "ya" })).toBe(false);
  expect(isSameAddress({ oleh: "saya" }, { oleh: "belum" })).toBe(false);
  expect(isSameAddress({ oleh: "saya" }, { opd: "saya" })).toBe(false);
});
