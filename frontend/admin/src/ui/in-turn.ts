/**
 * Lets a long page come part by part: each part is made in a task of its own, so that a slow processor shows the
 * first and answers a finger before it has made the last. Everything is there a moment later, in the page's order.
 */
export type Turn = () => void;

/** How the next task is come by; given to tests. */
export interface Clock {
  /** Calls back once what is there has been painted. */
  afterPaint: (then: () => void) => void;
  /** Calls back in a task of its own. */
  nextTask: (then: () => void) => void;
}

const HIDDEN_PATIENCE = 200; // milliseconds; a tab nobody sees paints nothing

export const browserClock: Clock = {
  afterPaint(then) {
    let isDone = false;
    const once = (): void => {
      if (isDone) return;
      isDone = true;
      then();
    };
    requestAnimationFrame(() => setTimeout(once));
    setTimeout(once, HIDDEN_PATIENCE);
  },
  nextTask: (then) => setTimeout(then),
};

export class Turns {
  private readonly waiting = new Set<Turn>();
  private settled: (() => void)[] = [];
  private isRunning = false;

  constructor(private readonly clock: Clock) {}

  /** Calls `turn` when those before it had theirs; returns how to give the place up. */
  queue(turn: Turn): () => void {
    this.waiting.add(turn);
    if (!this.isRunning) {
      this.isRunning = true;
      this.clock.afterPaint(this.next);
    }
    return () => this.waiting.delete(turn);
  }

  /** Resolves once nothing waits any more: at once, when nothing does. */
  whole(): Promise<void> {
    if (!this.isRunning) return Promise.resolve();
    return new Promise((resolve) => this.settled.push(resolve));
  }

  /** Gives everybody their turn now: a page is printed whole. */
  hurry(): void {
    for (const turn of this.waiting) this.take(turn);
  }

  private readonly next = (): void => {
    const [turn] = this.waiting;
    if (turn) {
      this.take(turn);
      this.clock.nextTask(this.next);
      return;
    }
    this.isRunning = false;
    const told = this.settled;
    this.settled = [];
    for (const tell of told) tell();
  };

  private take(turn: Turn): void {
    this.waiting.delete(turn);
    turn();
  }
}

export const turns = new Turns(browserClock);
