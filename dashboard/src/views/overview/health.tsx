// health.tsx - how old the results are, what does not work, and how often the gate is wrong
import { memo } from "react";
import { More } from "../../components/more";
import { DataTable } from "../../components/table";
import type { GateSelftest, Index, OverviewSession, Share } from "../../data/contracts";
import { countCell, dateAndTime, fixed, grouped, humaneAge, plural } from "../../lib/format";
import type { Row } from "../../lib/rows";
import { type Cell, type Table, words } from "../../lib/table";

export interface Health {
  ages: Table;
  failing: Table;
  disturbed: Table;
  /** Of all rounds of these sessions. */
  rounds: { disturbed: number; of: number };
  gate: Table | null;
}

/** rows: all of the machine, oldest first. */
export function healthOf(
  rows: Row[],
  sessions: OverviewSession[],
  gate: GateSelftest | null,
  link: (benchmark: string, profile: string) => string,
): Health {
  const newest = new Map<string, Row[]>();
  for (const row of rows) {
    const key = `${row.benchmark.id}\n${row.profile}`;
    const known = newest.get(key);
    if (known?.[0]?.run === row.run) known.push(row);
    else newest.set(key, [row]);
  }
  const name = ({ benchmark, profile }: Row): Cell => ({
    ...words(benchmark.id),
    href: link(benchmark.id, profile),
  });
  const now = Date.now() / 1000;
  const groups = [...newest.values()].sort((a, b) => (a[0]?.time ?? 0) - (b[0]?.time ?? 0));
  const counts = sessions.flatMap(({ benchmark, records }) =>
    records.map(({ implementation, disturbed }) => ({ benchmark, implementation, ...disturbed })),
  );
  return {
    ages: {
      title: "Age of the newest results",
      columns: [
        { key: "benchmark", label: "benchmark" },
        { key: "profile", label: "profile" },
        { key: "age_s", label: "age", numeric: true },
        { key: "measured", label: "measured" },
        { key: "commit", label: "commit" },
        { key: "records", label: "records", numeric: true },
        { key: "not_ok", label: "not ok", numeric: true },
      ],
      rows: groups.map(([first, ...rest]) => {
        if (!first) return [];
        const failed = [first, ...rest].filter(({ status }) => status !== "ok").length;
        return [
          name(first),
          words(first.profile),
          { text: humaneAge(now - first.time), raw: Math.round(now - first.time) },
          { text: dateAndTime(first.time), raw: first.time },
          {
            text: `${first.commit?.slice(0, 12) ?? "unknown"}${first.dirty ? " and more" : ""}`,
            raw: first.commit,
          },
          countCell(rest.length + 1),
          countCell(failed, failed > 0 ? "bad" : undefined),
        ];
      }),
    },
    failing: {
      title: "Implementations that do not work",
      columns: [
        { key: "benchmark", label: "benchmark" },
        { key: "profile", label: "profile" },
        { key: "implementation", label: "implementation" },
        { key: "status", label: "status" },
        { key: "reason", label: "reason" },
      ],
      rows: groups
        .flat()
        .flatMap((row) =>
          row.status === "ok"
            ? []
            : [
                [
                  name(row),
                  words(row.profile),
                  words(row.implementation),
                  { ...words(row.status.replaceAll("_", " ")), tone: "bad" as const },
                  words(row.reason ?? "unknown"),
                ],
              ],
        ),
    },
    disturbed: {
      title: "Disturbed rounds",
      columns: [
        { key: "benchmark", label: "benchmark" },
        { key: "implementation", label: "implementation" },
        { key: "disturbed", label: "disturbed", numeric: true },
        { key: "of", label: "of", numeric: true },
      ],
      rows: counts.flatMap(({ benchmark, implementation, rounds, of }) =>
        rounds === 0
          ? []
          : [
              [
                words(benchmark),
                words(implementation),
                { text: rounds === null ? "unknown" : String(rounds), raw: rounds, tone: "unsure" as const },
                countCell(of),
              ],
            ],
      ),
    },
    rounds: {
      disturbed: counts.reduce((sum, { rounds }) => sum + (rounds ?? 0), 0),
      of: counts.reduce((sum, { of }) => sum + of, 0),
    },
    gate: gate && gateTable(gate),
  };
}

export function tablesOfHealth({ ages, failing, disturbed, gate }: Health): Table[] {
  return [ages, failing, disturbed, gate].filter(
    (table) => table !== null && table.rows.length > 0,
  ) as Table[];
}

/** records: where the broken files are listed. */
export const HealthPart = memo(function HealthPart(props: { health: Health; index: Index; records: string }) {
  const { health, index, records } = props;
  const { ages, failing, disturbed, rounds, gate } = health;
  const broken = index.broken.length;
  return (
    <>
      {failing.rows.length > 0 ? (
        <DataTable table={failing} />
      ) : (
        <p>All implementations worked in the newest session of each benchmark.</p>
      )}
      {broken > 0 && (
        <p>
          <a href={records}>{broken === 1 ? "1 file" : `${grouped(broken)} files`}</a> could not be read: they
          are listed below the records.
        </p>
      )}
      <p>
        Something else was busy in {grouped(rounds.disturbed)} of {plural(rounds.of, "timed round")} of the
        sessions above.
      </p>
      {disturbed.rows.length > 0 && (
        <More summary="Which rounds were disturbed">
          <DataTable table={disturbed} />
        </More>
      )}
      <p>{agesInWords(ages)}</p>
      <More summary="The age of each">
        <DataTable table={ages} />
      </More>
      <h3>How often the gate is wrong</h3>
      {gate && index.gate ? (
        <>
          <p>
            Measured with programs of known slowness, {plural(index.gate.rounds, "round")} each, on{" "}
            {index.gate.cpu_model} (class <code>{index.gate.machine_class}</code>),{" "}
            {dateAndTime(Date.parse(index.gate.time) / 1000)}. Intervals of 95 %.
          </p>
          <DataTable table={gate} />
        </>
      ) : (
        <p>
          Not measured here: <code>make gate-selftest</code> does.
        </p>
      )}
    </>
  );
});

/** The oldest comes first. */
function agesInWords({ columns, rows }: Table): string {
  const age = columns.findIndex(({ key }) => key === "age_s");
  const [oldest, newest] = [rows[0], rows.at(-1)];
  return oldest && newest
    ? `The newest result is ${newest[age]?.text} old; of ${plural(rows.length, "benchmark")} the one that was measured longest ago is ${oldest[0]?.text}, ${oldest[age]?.text}.`
    : "There are no results.";
}

function gateTable(gate: GateSelftest): Table {
  const row = (what: string, { k, n, lo, hi }: Share): Cell[] => [
    words(what),
    { text: percent(n > 0 ? k / n : null), raw: n > 0 ? k / n : null },
    { text: `${fixed(100 * lo, 1)}–${percent(hi)}`, raw: `${lo} to ${hi}` },
    { text: `${k} of ${n}`, raw: `${k} of ${n}` },
  ];
  return {
    title: "Errors of the gate",
    columns: [
      { key: "what", label: "what" },
      { key: "share", label: "share", numeric: true },
      { key: "interval", label: "interval", numeric: true },
      { key: "count", label: "count", numeric: true },
    ],
    rows: [
      row("false alarm: fails though nothing changed", gate.false_fail),
      row("the same without measuring again", gate.false_fail_unconfirmed),
      row("warns though nothing changed", gate.false_warn),
      ...gate.detections.flatMap(({ slowdown_percent, caught, failed }) => [
        row(`notices ${slowdown_percent} % slower`, caught),
        row(`fails at ${slowdown_percent} % slower`, failed),
      ]),
    ],
  };
}

function percent(share: number | null): string {
  return share === null ? "unknown" : `${fixed(100 * share, 1)} %`;
}
