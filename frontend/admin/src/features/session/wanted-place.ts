/** Where to go after signing in: only ever a place inside this app. */
export function wantedPlace(asked: unknown): string {
  const isInside = typeof asked === "string" && /^\/(?![/\\])/.test(asked);
  return isInside && !asked.startsWith("/masuk") ? asked : "/tugas";
}
