import { describe, expect, it } from "vitest";
import type { Figures } from "@/api";
import { tablesOf, totalOf } from "./figures";

const tally = (received: number) => ({ received, closed: 0, on_time: 0, late: 0 });
const figures = (received: number): Figures => ({
  open_before: 1,
  open_after: 2,
  total: tally(received),
  tables: [
    { table: "category", title: "Menurut kategori", rows: [{ name: "Jalan", ...tally(received) }] },
    { table: "unit", title: "Menurut perangkat daerah", rows: [] },
  ],
});

describe("figures of a recap", () => {
  it("puts what was counted beside what stands now", () => {
    const [table] = tablesOf(figures(5), figures(3));
    expect(table?.rows[0]?.values.received).toBe(5);
    expect(table?.rows[0]?.counted.received).toBe(3);
    expect(totalOf(figures(5), figures(3)).counted.received).toBe(3);
  });

  it("leaves out breakdowns without rows", () => {
    expect(tablesOf(figures(1), figures(1)).map((one) => one.table)).toEqual(["category"]);
  });
});
