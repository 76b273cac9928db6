/**
 * Tells requests somebody asked for from those the app makes by itself.
 * The server lets the latter keep no login alive, so an unattended screen locks.
 */
const ATTENDED_FOR = 60_000; // milliseconds after the last key or touch

let lastSign = Date.now();

export function noticeActivity(target: Pick<Window, "addEventListener"> = window): void {
  for (const sign of ["pointerdown", "keydown", "wheel"]) {
    target.addEventListener(
      sign,
      () => {
        lastSign = Date.now();
      },
      { passive: true, capture: true },
    );
  }
}

export function isAttended(at: number = Date.now()): boolean {
  return at - lastSign < ATTENDED_FOR;
}
