// chart.tsx - a chart with its summary in words and its table
import type { EChartsCoreOption } from "echarts/core";
import { useEffect, useRef } from "react";
import { loadScript } from "../data/load";
import type { Table } from "../lib/table";
import { DataTable } from "./table";

type Charts = typeof import("../charts/echarts");
declare const plumblineCharts: Charts;

async function charts(): Promise<Charts> {
  if (import.meta.env.DEV) return import("../charts/echarts");
  await loadScript("assets/charts.js");
  return plumblineCharts;
}

/** option: of ECharts; must be the same object as long as it shows the same. */
export function Chart(props: {
  title: string;
  summary: string;
  table: Table;
  option: EChartsCoreOption;
  height?: number;
}) {
  const { title, summary, table, option, height = 320 } = props;
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let dispose: (() => void) | null = null;
    let gone = false;
    void charts().then(({ init }) => {
      if (gone || !box.current) return;
      const chart = init(box.current, null, { renderer: "svg" });
      chart.setOption(option);
      dispose = () => chart.dispose();
    });
    return () => {
      gone = true;
      dispose?.();
    };
  }, [option]);
  return (
    <figure>
      <figcaption>{title}</figcaption>
      <div ref={box} style={{ height }} />
      <p>{summary}</p>
      <details>
        <summary>As a table</summary>
        <DataTable table={table} />
      </details>
    </figure>
  );
}
