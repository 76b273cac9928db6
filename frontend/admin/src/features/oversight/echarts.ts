/** The parts of ECharts we draw with, and no others: a download of its own, fetched with the first chart. */
import { BarChart, LineChart } from "echarts/charts";
import { AriaComponent, GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use, type ECharts } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";
import type { ChartOption } from "./charts";

use([BarChart, LineChart, AriaComponent, GridComponent, LegendComponent, TooltipComponent, CanvasRenderer]);

export interface DrawnChart {
  show: (option: ChartOption) => void;
  fit: () => void;
  close: () => void;
}

/** Draws into `host`; `picked` is told the index of a bar or point that was clicked. */
export function drawInto(host: HTMLElement, picked: (index: number) => void): DrawnChart {
  const chart: ECharts = init(host, null, { renderer: "canvas" });
  chart.on("click", ({ dataIndex }) => {
    if (typeof dataIndex === "number") picked(dataIndex);
  });
  return {
    show: (option) => {
      chart.setOption(option, true);
    },
    fit: () => {
      chart.resize();
    },
    close: () => {
      chart.dispose();
    },
  };
}
