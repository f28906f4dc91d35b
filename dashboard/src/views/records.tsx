// records.tsx - the page Records: all there are, and the files that could not be read
import { useMemo } from "react";
import { BrokenFiles, brokenTables } from "../components/broken";
import { Select } from "../components/select";
import { Partial } from "../components/state";
import { DataTable } from "../components/table";
import { View } from "../components/view";
import { type Benchmark, type Columns, shardName } from "../data/contracts";
import { useDashboard, useShard } from "../data/store";
import { spaced } from "../lib/format";
import { format } from "../lib/place";
import { allRecords, recordsTable } from "../lib/records";
import type { Row } from "../lib/rows";

export function RecordsView() {
  const { index, rows, shown, place, go } = useDashboard();
  const { theme = "", metric, case: its = "", sort } = place.choices;
  const all = useMemo(() => allRecords(rows, (row) => sessionOf(row, theme)), [rows, theme]);
  const only = useMemo(() => seriesOf(shown), [shown]);
  const columns = useShard<Columns>(
    only && shardName("columns", only.benchmark.id, only.profile, only.machine.id),
  );
  const figures = columns.state === "ready" ? columns.data : null;
  const chosen = figures && only ? chosenMetric(figures, only.benchmark, metric, its) : 0;
  const table = useMemo(() => recordsTable(all, shown, figures, chosen), [all, shown, figures, chosen]);
  const tables = useMemo(() => [table, ...brokenTables(index.broken)], [table, index]);
  return (
    <View title="Records" tables={tables}>
      {columns.state === "broken" && (
        <Partial missing={[{ what: "the values of these records", why: columns.reason }]} />
      )}
      {figures && figures.metrics.length > 0 && (
        <Select
          label="value"
          value={String(chosen)}
          options={figures.metrics.map((one, i) => ({
            value: String(i),
            label: one.case === "" ? spaced(one.metric) : `${spaced(one.metric)}, ${one.case}`,
          }))}
          onChange={(value) => {
            const one = figures.metrics[Number(value)];
            if (one) go({ choices: { metric: one.metric, case: one.case } });
          }}
        />
      )}
      {only === null && (
        <p>Values are shown once the filters leave one benchmark, one profile and one machine.</p>
      )}
      <DataTable table={table} sort={sort} onSort={(next) => go({ choices: { sort: next } })} headed />
      <BrokenFiles />
    </View>
  );
}

function sessionOf({ run, profile, machine, benchmark }: Row, theme: string): string {
  const filters = { profile: [profile], machine: [machine.id], run: [run] };
  return format({ page: "benchmark", name: benchmark.id, filters, choices: { theme } });
}

/** What all of them are of; null if they differ. */
function seriesOf(rows: Row[]): Row | null {
  const [first] = rows;
  return first &&
    rows.every(
      ({ benchmark, profile, machine }) =>
        benchmark === first.benchmark && profile === first.profile && machine === first.machine,
    )
    ? first
    : null;
}

/** Without a choice the metric that decides: the first that is compared. */
function chosenMetric(
  { metrics }: Columns,
  { compare }: Benchmark,
  metric: string | undefined,
  its: string,
): number {
  const place = (name: string, of: string) =>
    metrics.findIndex((one) => one.metric === name && one.case === of);
  const found = metric === undefined ? compare.map((name) => place(name, "")) : [place(metric, its)];
  return Math.max(found.find((i) => i >= 0) ?? 0, 0);
}
