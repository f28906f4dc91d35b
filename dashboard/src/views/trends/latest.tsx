// latest.tsx - Trends without a benchmark: all there are, and the latest changes of their first metrics
import { useMemo } from "react";
import { Empty, Partial } from "../../components/state";
import { DataTable } from "../../components/table";
import { View } from "../../components/view";
import { type Index, shardName, type Trends } from "../../data/contracts";
import { type Arrived, useShards } from "../../data/shards";
import { type Dashboard, useDashboard } from "../../data/store";
import { dateAndTime, listed, plural, spaced } from "../../lib/format";
import type { Row } from "../../lib/rows";
import { type Cell, type Table, words } from "../../lib/table";
import { changesOf } from "../../lib/trend";
import { changesTable } from "../../lib/trend-words";

const FILTERS = ["category", "benchmark", "profile"] as const;

interface Main {
  benchmark: string;
  profile: string;
  metrics: string[];
  /** The first that the benchmark compares. */
  metric: string;
}

export function LatestChanges() {
  const dashboard = useDashboard();
  const { index, shown } = dashboard;
  const all = useMemo(() => mains(index, shown), [index, shown]);
  const arrived = useShards<Trends>(useMemo(() => all.map(nameOf), [all]));
  const tables = useMemo(
    () => [latest(all, arrived, dashboard), overview(all, arrived, dashboard)] as const,
    [all, arrived, dashboard],
  );
  const broken = all.flatMap((main) => {
    const trends = arrived[nameOf(main)];
    return trends instanceof Error
      ? [{ what: `${main.benchmark}, ${main.profile}`, why: trends.message }]
      : [];
  });
  const waiting = all.filter((main) => !arrived[nameOf(main)]).length;
  return (
    <View title="Trends" tables={all.length > 0 ? [...tables] : []} filters={FILTERS}>
      {Object.keys(index.trends).length === 0 ? (
        <Empty title="There is no history here">
          <p>
            <code>make bench</code> measures and appends to results/history, <code>make history-import</code>{" "}
            appends the records there are already. Then <code>make dashboard</code>.
          </p>
        </Empty>
      ) : (
        <>
          <p role="status">
            {waiting > 0
              ? `Loading ${waiting} of ${all.length} …`
              : `${all.length} series, ${plural(tables[0].rows.length, "change")}`}
          </p>
          <Partial missing={broken} />
          <h2>Latest changes</h2>
          <p>Of the metric that each benchmark compares first, over the whole run.</p>
          {tables[0].rows.length > 0 ? (
            <DataTable table={tables[0]} />
          ) : (
            <p>No lasting change was found in any of them.</p>
          )}
          <h2>All that have a history</h2>
          <DataTable table={tables[1]} />
        </>
      )}
    </View>
  );
}

function nameOf({ benchmark, profile, metric }: Main): string {
  return shardName("trends", benchmark, profile, metric);
}

function mains(index: Index, shown: Row[]): Main[] {
  const left = new Set(shown.map((row) => `${row.benchmark.id}@${row.profile}`));
  return Object.entries(index.trends)
    .sort(([x], [y]) => (x < y ? -1 : 1))
    .flatMap(([key, metrics]) => {
      const cut = key.lastIndexOf("@");
      const [benchmark, profile] = [key.slice(0, cut), key.slice(cut + 1)];
      const compared = index.dims.benchmark.find(({ id }) => id === benchmark)?.compare ?? [];
      const metric = compared.find((one) => metrics.includes(one)) ?? metrics[0];
      return metric !== undefined && left.has(key) ? [{ benchmark, profile, metrics, metric }] : [];
    });
}

function ready(arrived: Arrived<Trends>, main: Main): Trends | null {
  const trends = arrived[nameOf(main)];
  return trends === undefined || trends instanceof Error ? null : trends;
}

function link(main: Main, { href }: Dashboard): Cell {
  return {
    ...words(main.benchmark),
    href: href({ page: "trends", name: main.benchmark, filters: { profile: [main.profile] } }),
  };
}

const MOST = 200;

function latest(all: Main[], arrived: Arrived<Trends>, dashboard: Dashboard): Table {
  const found = all.flatMap((main) => {
    const trends = ready(arrived, main);
    const changes = trends ? changesOf(trends.series.filter((one) => one.case === "")) : [];
    return trends
      ? changes.map((change) => ({
          time: trends.runs.time[change.after] ?? 0,
          row: [
            link(main, dashboard),
            words(main.profile),
            ...(changesTable("", [change], trends.runs).rows[0] ?? []),
          ],
        }))
      : [];
  });
  const { columns } = changesTable("", [], { run: [], time: [], commit: [], dirty: [] });
  return {
    title: "The latest changes of all benchmarks",
    columns: [{ key: "benchmark", label: "benchmark" }, { key: "profile", label: "profile" }, ...columns],
    rows: found
      .sort((a, b) => b.time - a.time)
      .slice(0, MOST)
      .map(({ row }) => row),
  };
}

function overview(all: Main[], arrived: Arrived<Trends>, dashboard: Dashboard): Table {
  return {
    title: "Benchmarks with a history",
    columns: [
      { key: "benchmark", label: "benchmark" },
      { key: "profile", label: "profile" },
      { key: "runs", label: "runs", numeric: true },
      { key: "last", label: "last run" },
      { key: "changes", label: "changes", numeric: true },
      { key: "metrics", label: "metrics" },
    ],
    rows: all.map((main) => {
      const trends = ready(arrived, main);
      const last = trends?.runs.time.at(-1) ?? null;
      const count = (n: number | undefined): Cell => ({
        text: n === undefined ? "…" : String(n),
        raw: n ?? null,
      });
      return [
        link(main, dashboard),
        words(main.profile),
        count(trends?.runs.run.length),
        {
          text: last === null ? "…" : dateAndTime(last),
          raw: last === null ? null : new Date(last * 1000).toISOString(),
        },
        count(trends ? changesOf(trends.series).length : undefined),
        words(listed(main.metrics.map(spaced))),
      ];
    }),
  };
}
