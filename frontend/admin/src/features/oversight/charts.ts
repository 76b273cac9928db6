/**
 * What each chart shows, as pure data for ECharts. Series differ by pattern as well as by colour, the tooltip
 * is drawn on the canvas (an HTML one would bring inline styles, which the page's policy forbids), and nothing
 * moves.
 */
import type { AgeGroup, Backlog, StepTimes, TrendPoint } from "@/api";
import { texts } from "@/texts";
import { count } from "@/texts/moments";
import { day, shortName } from "./figures";

/** Colours of the theme in use. */
export interface Palette {
  primary: string;
  error: string;
  info: string;
  warning: string;
  text: string;
  line: string;
  surface: string;
}

interface Series {
  type: "bar" | "line";
  name: string;
  data: (number | null)[];
  color: string;
  stack?: string;
  yAxisIndex?: number;
  symbolSize?: number;
  barMaxWidth: number;
  lineStyle?: { width: number };
}

export type ChartOption = Record<string, unknown> & { series: Series[] };

const words = texts.oversight;
const BAR = 22;
const NARROW_LABEL = 130;

function frame(colours: Palette, series: Series[]): ChartOption {
  return {
    animation: false,
    aria: { enabled: true, label: { enabled: false }, decal: { show: true } },
    textStyle: { fontFamily: "system-ui, sans-serif", color: colours.text },
    legend: { show: series.length > 1, top: 0, textStyle: { color: colours.text } },
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      confine: true,
      backgroundColor: colours.surface,
      borderColor: colours.line,
      textStyle: { color: colours.text },
    },
    grid: { left: 8, right: 16, top: series.length > 2 ? 60 : series.length > 1 ? 36 : 8, bottom: 12, containLabel: true },
    series,
  };
}

function axis(colours: Palette, more: Record<string, unknown>): Record<string, unknown> {
  return {
    axisLabel: { color: colours.text, hideOverlap: true, ...(more.axisLabel as object | undefined) },
    axisLine: { lineStyle: { color: colours.line } },
    splitLine: { lineStyle: { color: colours.line } },
    ...Object.fromEntries(Object.entries(more).filter(([name]) => name !== "axisLabel")),
  };
}

/** Bars that lie, the first one on top, with room for their names. */
function lying(colours: Palette, names: string[], series: Series[], unit = ""): ChartOption {
  const whole = frame(colours, series);
  return {
    ...whole,
    grid: { ...(whole.grid as object), bottom: unit ? 34 : 12 },
    xAxis: axis(colours, { type: "value", minInterval: unit ? 0 : 1, name: unit, nameLocation: "middle", nameGap: 26, nameTextStyle: { color: colours.text }, axisLabel: { formatter: count } }),
    yAxis: axis(colours, {
      type: "category",
      inverse: true,
      data: names,
      axisLabel: { width: NARROW_LABEL, overflow: "break", fontSize: 11, lineHeight: 13 },
    }),
  };
}

const bar = (name: string, color: string, data: (number | null)[], stack?: string): Series => ({
  type: "bar",
  name,
  color,
  data,
  barMaxWidth: BAR,
  ...(stack !== undefined && { stack }),
});

export function trendChart(trend: TrendPoint[], by: string, colours: Palette): ChartOption {
  const shares = trend.map((one) => (one.limited === 0 ? null : Math.round((one.on_time / one.limited) * 1000) / 10));
  const series: Series[] = [
    bar(words.trend.filed, colours.info, trend.map((one) => one.filed)),
    bar(words.trend.executions, colours.primary, trend.map((one) => one.executions)),
    {
      type: "line",
      name: `${words.trend.onTime} (%)`,
      color: colours.warning,
      data: shares,
      yAxisIndex: 1,
      symbolSize: 8,
      barMaxWidth: BAR,
      lineStyle: { width: 3 },
    },
  ];
  return {
    ...frame(colours, series),
    xAxis: axis(colours, { type: "category", data: trend.map((one) => day(one.period, by)) }),
    yAxis: [
      axis(colours, { type: "value", minInterval: 1 }),
      axis(colours, { type: "value", min: 0, max: 100, splitLine: { show: false }, axisLabel: { formatter: "{value}%" } }),
    ],
  };
}

/** Steps whose time was kept, the standard beside it. */
export function timesChart(rows: StepTimes[], colours: Palette): ChartOption {
  const rounded = (value: number | null) => (value === null ? null : Math.round(value));
  return lying(
    colours,
    rows.map(shortName),
    [
      bar(words.times.standard, colours.info, rows.map((one) => one.standard_minutes)),
      bar(words.times.median, colours.primary, rows.map((one) => rounded(one.median))),
      bar(words.times.ninetieth, colours.warning, rows.map((one) => rounded(one.ninetieth))),
    ],
    words.times.axis,
  );
}

export function loadChart(rows: Backlog[], colours: Palette): ChartOption {
  return lying(colours, rows.map(shortName), [
    bar(words.load.onTime, colours.primary, rows.map((one) => one.open - one.overdue), "open"),
    bar(words.load.overdue, colours.error, rows.map((one) => one.overdue), "open"),
  ]);
}

export function agesChart(ages: AgeGroup[], colours: Palette): ChartOption {
  return lying(
    colours,
    ages.map((one) => words.ages.range(one.from_days, one.to_days)),
    [
      bar(words.ages.open, colours.primary, ages.map((one) => one.open), "open"),
      bar(words.ages.waiting, colours.info, ages.map((one) => one.waiting), "open"),
    ],
  );
}

export function countsChart(names: string[], counts: number[], name: string, colours: Palette): ChartOption {
  return lying(colours, names, [bar(name, colours.primary, counts)]);
}

