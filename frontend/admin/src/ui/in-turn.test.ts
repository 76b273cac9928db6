import { describe, expect, it } from "vitest";
import { Turns, type Clock } from "./in-turn";

/** A clock that goes on when the test says so. */
class HandClock implements Clock {
  readonly painted: (() => void)[] = [];
  readonly tasks: (() => void)[] = [];
  afterPaint = (then: () => void) => this.painted.push(then);
  nextTask = (then: () => void) => this.tasks.push(then);

  paint(): void {
    this.painted.shift()?.();
  }

  task(): void {
    this.tasks.shift()?.();
  }
}

function opened(...names: string[]) {
  const clock = new HandClock();
  const turns = new Turns(clock);
  const made: string[] = [];
  const leave = names.map((name) => turns.queue(() => made.push(name)));
  return { clock, turns, made, leave };
}

describe("parts of a page", () => {
  it("come one in a task, in their order, after the first paint", () => {
    const { clock, made } = opened("who", "what", "when");
    expect(made).toEqual([]);
    clock.paint();
    expect(made).toEqual(["who"]);
    clock.task();
    expect(made).toEqual(["who", "what"]);
    clock.task();
    expect(made).toEqual(["who", "what", "when"]);
  });

  it("leave out what has gone meanwhile", () => {
    const { clock, made, leave } = opened("who", "what");
    leave[0]?.();
    clock.paint();
    expect(made).toEqual(["what"]);
  });

  it("are all there at once when the page is printed", () => {
    const { turns, made } = opened("who", "what");
    turns.hurry();
    expect(made).toEqual(["who", "what"]);
  });

  it("are waited for by whoever needs the whole page", async () => {
    const { clock, turns, made } = opened("who");
    let seen: string[] | undefined;
    const whole = turns.whole().then(() => (seen = [...made]));
    clock.paint();
    await Promise.resolve();
    expect(seen).toBeUndefined();
    clock.task();
    await whole;
    expect(seen).toEqual(["who"]);
    await expect(turns.whole()).resolves.toBeUndefined();
  });

  it("start anew for the next page", () => {
    const { clock, turns, made } = opened("who");
    clock.paint();
    clock.task();
    turns.queue(() => made.push("next"));
    clock.paint();
    expect(made).toEqual(["who", "next"]);
  });
});
