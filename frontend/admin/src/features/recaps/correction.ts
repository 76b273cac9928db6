/** The figure an officer wants to put right. */
import type { Correction } from "@/api";

export interface Wanted {
  table: Correction["table"];
  row: string;
  count: Correction["count"];
  /** What it is called on the page. */
  label: string;
  value: number;
}
