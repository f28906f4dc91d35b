// chart.tsx - a chart: its title, a summary in words, the drawing, and its data as a table
//
// ECharts is a script of its own, loaded with the first chart.
import type { EChartsType } from "echarts/core";
import { useEffect, useRef, useState, useSyncExternalStore } from "react";
import { type Drawing, palette, shared } from "../charts/options";
import { loadScript } from "../data/load";
import type { Table } from "../lib/table";
import style from "./chart.module.css";
import { Legend, type Mark } from "./legend";
import { Problem } from "./state";
import { DataTable } from "./table";

type Charts = typeof import("../charts/echarts");
declare const plumblineCharts: Charts;

async function charts(): Promise<Charts> {
  if (import.meta.env.DEV) return import("../charts/echarts");
  await loadScript("assets/charts.js");
  return plumblineCharts;
}

export interface ChartProps {
  title: string;
  /** Who, how much, sure or not: what the drawing says. */
  summary: string;
  /** The data that is drawn; null if it is beside the chart anyway. */
  table: Table | null;
  /** Must be the same function as long as it draws the same: useMemo. */
  option: Drawing;
  /** What the marks mean. */
  legend?: Mark[];
  height?: number;
}

export function Chart({ title, summary, table, option, legend = [], height = 320 }: ChartProps) {
  const box = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<EChartsType | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const narrow = useNarrow(box, chart);
  const theme = useTheme();
  const description = `${title}. ${summary}`;

  useEffect(() => {
    let made: EChartsType | null = null;
    let gone = false;
    charts().then(
      ({ init }) => {
        if (gone || !box.current) return;
        made = init(box.current, null, { renderer: "svg" });
        setChart(made);
      },
      (error: unknown) => {
        if (!gone) setProblem(messageOf(error));
      },
    );
    return () => {
      gone = true;
      setChart(null);
      made?.dispose();
    };
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another theme, other colours; another height, another drawing
  useEffect(() => {
    if (!chart || chart.isDisposed()) return;
    const colours = palette();
    // thrown from here, it would take the whole page with it
    try {
      chart.resize();
      chart.setOption({ ...shared(colours, description), ...option(colours, narrow) }, { notMerge: true });
    } catch (error) {
      chart.dispose();
      setProblem(messageOf(error));
    }
  }, [chart, option, narrow, theme, description, height]);

  return (
    <figure className={style.chart}>
      <figcaption>{title}</figcaption>
      <p>{summary}</p>
      {legend.length > 0 && <Legend marks={legend} />}
      {problem === null ? (
        <div ref={box} role="img" aria-label={description} className={style.drawing} style={{ height }} />
      ) : (
        <Problem what="The chart" reason={`${problem}. The table has its data.`} />
      )}
      {table && (
        <details open={problem !== null}>
          <summary>The same as a table</summary>
          <DataTable table={table} />
        </details>
      )}
    </figure>
  );
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Whether there is little room; resizes the chart, which does not do so by itself. */
function useNarrow(box: React.RefObject<HTMLDivElement | null>, chart: EChartsType | null): boolean {
  const [narrow, setNarrow] = useState(false);
  useEffect(() => {
    const element = box.current;
    if (!element) return;
    const observer = new ResizeObserver(() => {
      setNarrow(element.clientWidth < 520);
      if (chart && !chart.isDisposed()) chart.resize();
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [box, chart]);
  return narrow;
}

/** theme.tsx has it changed, also if the system's does. */
function useTheme(): string | undefined {
  return useSyncExternalStore(
    (changed) => {
      const observer = new MutationObserver(changed);
      observer.observe(document.documentElement, { attributeFilter: ["data-theme"] });
      return () => observer.disconnect();
    },
    () => document.documentElement.dataset.theme,
  );
}
