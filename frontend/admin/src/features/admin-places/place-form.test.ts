import { describe, expect, it } from "vitest";
import type { Place } from "@/api/administration";
import { arranged, blankPlace, changeOf, degreesOf, faultsOf, formOf } from "./place-form";

const place = (id: string, more: Partial<Place> = {}): Place => ({
  id,
  version: 1,
  kind: "district",
  name: id,
  spellings: [],
  district_id: null,
  latitude: -2.13,
  longitude: 106.11,
  is_active: true,
  ...more,
});

describe("a place as it is typed", () => {
  it("comes back as it was", () => {
    const seen = place("Gabek", { spellings: ["Gabeg"] });
    const { kind, name, spellings, latitude, longitude } = seen;
    expect(changeOf(formOf(seen))).toEqual({ kind, name, spellings, latitude, longitude, district_id: null });
  });

  it("takes degrees with a comma or a point, and nothing else", () => {
    expect(["-2,13", " 106.5 ", "", "−7"].map(degreesOf)).toEqual([-2.13, 106.5, null, -7]);
    expect(["dua", "1,2,3", "1e5"].map(degreesOf)).toEqual([undefined, undefined, undefined]);
    expect(Object.keys(faultsOf({ ...blankPlace(), latitude: "selatan" }))).toEqual(["latitude"]);
  });

  it("keeps no district once it is one", () => {
    expect(changeOf({ ...blankPlace(), district_id: "Gabek" }).district_id).toBeNull();
  });

  it("stands below its district, and is found by other spellings", () => {
    const all = [
      place("Air", { kind: "village", district_id: "Rangkui" }),
      place("Gabek"),
      place("Lepas", { kind: "village" }),
      place("Rangkui", { spellings: ["Rangkuy"] }),
    ];
    expect(arranged(all, "").map((one) => one.id)).toEqual(["Gabek", "Rangkui", "Air", "Lepas"]);
    expect(arranged(all, "RANGKUY").map((one) => one.id)).toEqual(["Rangkui"]);
  });
});
