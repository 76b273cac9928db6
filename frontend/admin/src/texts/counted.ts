/** English numbers with their noun. */

/** "1 task", "2 tasks"; a noun of its own kind names its plural. */
export function counted(count: number | string, one: string, several = `${one}s`): string {
  return `${count} ${String(count) === "1" ? one : several}`;
}
