import { describe, expect, it } from "vitest";
import type { QueueCount, Task } from "@/api";
import { addressOf, arrivals, filterOf, isNarrowed, isQueue, overdueFirst, placeOf, queryOf, queueFilter, waitingIn } from "./filter";

const queue = (given: Partial<QueueCount>): QueueCount =>
  ({ desk_id: "d", step: "receive", actor: "operator", unit_id: null, open: 0, open_words: "0", ...given }) as QueueCount;
const task = (id: string, isOverdue = false): Task => ({ id, is_overdue: isOverdue }) as Task;

describe("the filter of the task list", () => {
  it("goes into the address and comes back", () => {
    const address = { layanan: "d", langkah: "receive", pelaksana: "operator", opd: "u", oleh: "saya", terlambat: "ya" };
    expect(addressOf(filterOf(address))).toEqual(address);
  });

  it("asks for nothing when nothing is chosen, whatever stands in the address", () => {
    const filter = filterOf({ oleh: "siapa-tahu", terlambat: "mungkin" });
    expect(isNarrowed(filter)).toBe(false);
    expect(queryOf(filter)).toEqual({ assigned: "anyone" });
  });

  it("says that everything is meant where saying nothing would open the start view", () => {
    const everything = filterOf({});
    expect(placeOf(everything, false)).toEqual({});
    expect(placeOf(everything, true)).not.toEqual({});
    expect(filterOf(placeOf(everything, true))).toEqual(everything);
    expect(placeOf(filterOf({ oleh: "saya" }), true)).toEqual({ oleh: "saya" });
  });

  it("knows the queue it shows, and leaves it again", () => {
    const chosen = queueFilter(filterOf({ oleh: "belum" }), queue({ unit_id: "u" }));
    expect(isQueue(chosen, queue({ unit_id: "u" }))).toBe(true);
    expect(isQueue(chosen, queue({ unit_id: "v" }))).toBe(false);
    expect(queueFilter(chosen, undefined)).toEqual(filterOf({ oleh: "belum" }));
  });
});

describe("the list of tasks", () => {
  it("shows the overdue first and keeps the order otherwise", () => {
    const shown = overdueFirst([task("a"), task("b", true), task("c"), task("d", true)]);
    expect(shown.map((one) => one.id)).toEqual(["b", "d", "a", "c"]);
  });

  it("tells what came in", () => {
    expect(arrivals(new Set(["a"]), [task("a"), task("b")]).map((one) => one.id)).toEqual(["b"]);
  });

  it("counts what waits, and says when it stopped counting", () => {
    expect(waitingIn([queue({ open: 3, open_words: "3" }), queue({ open: 4, open_words: "4" })])).toBe("7");
    expect(waitingIn([queue({ open: 999, open_words: "999+" })])).toBe("999+");
  });
});
