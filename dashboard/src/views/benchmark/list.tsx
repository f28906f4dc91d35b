// list.tsx - the page Benchmark without a name: all benchmarks, by category
import { useMemo } from "react";
import { DataTable } from "../../components/table";
import { View } from "../../components/view";
import { useDashboard } from "../../data/store";
import { countCell, dateAndTime } from "../../lib/format";
import type { Row } from "../../lib/rows";
import { type Table, words } from "../../lib/table";
import { groups } from "./part";

const FILTERS = ["category", "language", "variant", "profile", "machine"] as const;

export function BenchmarkList() {
  const { shown, href } = useDashboard();
  const tables = useMemo(() => listTables(shown, (name) => href({ page: "benchmark", name })), [shown, href]);
  const categories = useMemo(() => categoriesOf(shown), [shown]);
  return (
    <View title="Benchmarks" lead="Each with its newest session." tables={tables} filters={FILTERS}>
      {tables.map((table, i) => (
        <section key={table.title}>
          <h2>{categories[i]}</h2>
          <DataTable table={table} headed />
        </section>
      ))}
    </View>
  );
}

function categoriesOf(rows: Row[]): string[] {
  return [...new Set(rows.map((row) => row.category))].sort();
}

/** A table a category: each benchmark with its newest session. */
export function listTables(rows: Row[], hrefOf: (benchmark: string) => string): Table[] {
  const benchmarks = [...groups(rows, (row) => row.benchmark.id)].sort(([a], [b]) => (a < b ? -1 : 1));
  return categoriesOf(rows).map((category) => ({
    title: `Benchmarks of ${category}`,
    columns: [
      { key: "benchmark", label: "benchmark" },
      { key: "title", label: "what is done" },
      { key: "newest", label: "newest session", numeric: true },
      { key: "profile", label: "profile" },
      { key: "machine", label: "machine" },
      { key: "implementations", label: "implementations", numeric: true },
      { key: "runs", label: "runs", numeric: true },
    ],
    rows: benchmarks.filter(([, of]) => of[0]?.category === category).map(([id, of]) => line(id, of, hrefOf)),
  }));
}

function line(id: string, of: Row[], hrefOf: (benchmark: string) => string) {
  const whole = of.filter((row) => row.whole);
  const newest = (whole.length > 0 ? whole : of).reduce((a, b) => (b.time > a.time ? b : a));
  const there = of.filter((row) => row.run === newest.run && row.profile === newest.profile);
  const failed = there.filter((row) => row.status !== "ok").length;
  const runs = new Set(of.map((row) => row.run)).size;
  return [
    { text: id, raw: id, href: hrefOf(id) },
    words(newest.benchmark.title),
    { text: dateAndTime(newest.time), raw: newest.time },
    words(newest.profile),
    { text: newest.machine.label, raw: newest.machine.id },
    {
      text: failed > 0 ? `${there.length}, ${failed} failed` : String(there.length),
      raw: there.length,
      ...(failed > 0 ? { tone: "bad" as const } : {}),
    },
    countCell(runs),
  ];
}
