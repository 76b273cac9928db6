import { expect, it } from "vitest";
import { addressOf, filterOf, queryOf } from "./filter";

it("comes back from the address as it was kept", () => {
  const kept = { layanan: "d", q: "cuti", kategori: "k", keadaan: "stale" };
  expect(addressOf(filterOf(kept))).toEqual(kept);
  expect(queryOf(filterOf(kept))).toEqual({ q: "cuti", category: "k", state: "stale" });
});

it("says nothing of what is not narrowed, nor of states nobody knows", () => {
  expect(queryOf(filterOf({ q: "  ", keadaan: "entah" }))).toEqual({});
});
