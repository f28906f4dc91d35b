// list.tsx - the page Benchmark without a name: all benchmarks, by category
import { useMemo } from "react";
import { DataTable } from "../../components/table";
import { View } from "../../components/view";
import { useDashboard } from "../../data/store";
import { timeCell } from "../../lib/cells";
import { countCell } from "../../lib/format";
import type { Row } from "../../lib/rows";
import { type Table, tableOf } from "../../lib/table";
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
function listTables(rows: Row[], hrefOf: (benchmark: string) => string): Table[] {
  const benchmarks = [...groups(rows, (row) => row.benchmark.id)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([id, of]) => ({ id, of, ...newestOf(of) }));
  return categoriesOf(rows).map((category) =>
    tableOf(
      `Benchmarks of ${category}`,
      [
        { label: "benchmark", cell: ({ id }) => ({ text: id, raw: id, href: hrefOf(id) }) },
        { label: "what is done", key: "title", cell: ({ newest }) => newest.benchmark.title },
        {
          ...{ label: "newest session", key: "newest", numeric: true },
          cell: ({ newest: { time } }) => timeCell(time),
        },
        { label: "profile", cell: ({ newest }) => newest.profile },
        { label: "machine", cell: ({ newest: { machine } }) => ({ text: machine.label, raw: machine.id }) },
        {
          ...{ label: "implementations", numeric: true },
          cell: ({ there, failed }) =>
            failed > 0 ? { text: `${there}, ${failed} failed`, raw: there, tone: "bad" } : countCell(there),
        },
        { label: "runs", numeric: true, cell: ({ of }) => countCell(new Set(of.map(({ run }) => run)).size) },
      ],
      benchmarks.filter(({ newest }) => newest.category === category),
    ),
  );
}

function newestOf(of: Row[]) {
  const whole = of.filter((row) => row.whole);
  const newest = (whole.length > 0 ? whole : of).reduce((a, b) => (b.time > a.time ? b : a));
  const there = of.filter((row) => row.run === newest.run && row.profile === newest.profile);
  return { newest, there: there.length, failed: there.filter((row) => row.status !== "ok").length };
}
