/** A recap's figures as the rows of one table, each with what was counted beside what stands now. */
import type { Figures } from "@/api";

export const COUNTS = ["received", "closed", "on_time", "late"] as const;
export type Count = (typeof COUNTS)[number];

export interface FigureRow {
  table: string;
  /** Empty for the total. */
  row: string;
  values: Record<Count, number>;
  counted: Record<Count, number>;
}

export interface FigureTable {
  table: string;
  title: string;
  rows: FigureRow[];
}

const NOTHING: Record<Count, number> = { received: 0, closed: 0, on_time: 0, late: 0 };

/** The breakdowns that have rows. */
export function tablesOf(corrected: Figures, counted: Figures): FigureTable[] {
  return corrected.tables
    .map(({ table, title, rows }) => ({
      table,
      title,
      rows: rows.map(({ name, ...values }) => ({
        table,
        row: name,
        values,
        counted: counted.tables.find((one) => one.table === table)?.rows.find((one) => one.name === name) ?? NOTHING,
      })),
    }))
    .filter(({ rows }) => rows.length > 0);
}

export function totalOf(corrected: Figures, counted: Figures): FigureRow {
  return { table: "total", row: "", values: corrected.total, counted: counted.total };
}
