import { afterEach, describe, expect, it } from "vitest";
import { ref } from "vue";
import { clockTime, count, moment, momentIn, shortMoment, size } from "./moments";
import { sayTimesIn, useZoneOfAgency } from "./zone";

const AT = "2026-07-16T02:00:00Z";

it("says moments and amounts as Indonesians write them", () => {
  expect(moment(AT)).toBe("16 Juli 2026 pukul 09.00 WIB");
  expect(shortMoment(AT)).toBe("16 Jul, 09.00 WIB");
  expect(moment(null)).toBe("–");
  expect(clockTime("2026-07-16T02:05:00Z")).toBe("09.05 WIB");
  expect(count(12500)).toBe("12.500");
  expect(size(1_250_000)).toBe("1,3 MB");
  expect(size(900)).toBe("900 B");
});

describe("a moment in a zone", () => {
  it.each([
    ["Asia/Jakarta", "16 Juli 2026 pukul 09.00 WIB"],
    ["Asia/Pontianak", "16 Juli 2026 pukul 09.00 WIB"],
    ["Asia/Makassar", "16 Juli 2026 pukul 10.00 WITA"],
    ["Asia/Jayapura", "16 Juli 2026 pukul 11.00 WIT"],
  ])("is said by the clocks of %s", (zone, said) => {
    expect(momentIn(zone, AT, "full")).toBe(said);
  });

  it("falls on the day it is there", () => {
    expect(momentIn("Asia/Jakarta", "2026-12-31T16:30:00Z", "full")).toBe("31 Desember 2026 pukul 23.30 WIB");
    expect(momentIn("Asia/Jayapura", "2026-12-31T16:30:00Z", "full")).toBe("1 Januari 2027 pukul 01.30 WIT");
  });

  it("keeps a name abroad too", () => {
    expect(momentIn("Europe/Amsterdam", AT, "clock")).toMatch(/^04\.00 \S+$/);
  });
});

describe("the zone in use", () => {
  afterEach(() => {
    useZoneOfAgency("Asia/Jakarta");
  });

  it("is the agency's, and a page's own as long as the page is there", () => {
    useZoneOfAgency("Asia/Makassar");
    expect(clockTime(AT)).toBe("10.00 WITA");
    const ofDesk = ref<string>();
    const stop = sayTimesIn(() => ofDesk.value);
    expect(clockTime(AT)).toBe("10.00 WITA");
    ofDesk.value = "Asia/Jayapura";
    expect(clockTime(AT)).toBe("11.00 WIT");
    stop();
    expect(clockTime(AT)).toBe("10.00 WITA");
  });

  it("is not taken back by a page that went after the next one came", () => {
    const stopOld = sayTimesIn(() => "Asia/Makassar");
    const stopNew = sayTimesIn(() => "Asia/Jayapura");
    stopOld();
    expect(clockTime(AT)).toBe("11.00 WIT");
    stopNew();
  });
});
