// health.tsx - how old the results are, what does not work, and how often the gate is wrong
import { More } from "../../components/more";
import { DataTable } from "../../components/table";
import type { Index, OverviewSession } from "../../data/contracts";
import { commitCell, statusCell, timeCell } from "../../lib/cells";
import { countCell, grouped, humaneAge, plural } from "../../lib/format";
import type { Row } from "../../lib/rows";
import { type Made, sortedBy, type Table, tableOf, words } from "../../lib/table";
import { Gate } from "../methodology";
import css from "../overview.module.css";

export interface Health {
  ages: Table;
  failing: Table;
  /** Of all rounds of the sessions. */
  rounds: { disturbed: number; of: number; unknown: number };
}

/** rows: all of the machine, oldest first. */
export function healthOf(
  rows: Row[],
  sessions: OverviewSession[],
  link: (benchmark: string, profile: string) => string,
): Health {
  const seriesOf = ({ benchmark, profile }: Row) => `${benchmark.id}\n${profile}`;
  const newest = new Map<string, Row[]>();
  for (const row of rows) {
    const known = newest.get(seriesOf(row)) ?? [];
    newest.set(seriesOf(row), known[0]?.run === row.run ? [...known, row] : [row]);
  }
  const groups = sortedBy([...newest.values()], ([first]) => first?.time ?? 0);
  const series: Made<Row>[] = [
    {
      label: "benchmark",
      cell: ({ benchmark: { id }, profile }) => ({ ...words(id), href: link(id, profile) }),
    },
    { label: "profile", cell: ({ profile }) => profile },
  ];
  const now = Date.now() / 1000;
  const disturbed = sessions.flatMap(({ records }) => records.map((record) => record.disturbed));
  const roundsOf = (list: typeof disturbed) => list.reduce((sum, { of }) => sum + of, 0);
  return {
    ages: tableOf(
      "Age of the newest results",
      [
        ...series,
        {
          ...{ key: "age_s", label: "age", numeric: true },
          cell: ({ time }) => ({ text: humaneAge(now - time), raw: Math.round(now - time) }),
        },
        { label: "measured", cell: ({ time }) => timeCell(time) },
        { label: "commit", cell: commitCell },
        { label: "records", numeric: true, cell: (_, i) => countCell(groups[i]?.length ?? 0) },
      ],
      groups.flatMap(([first]) => first ?? []),
    ),
    failing: tableOf(
      "Implementations that do not work",
      [
        ...series,
        { label: "implementation", cell: ({ implementation }) => implementation },
        { label: "status", cell: statusCell },
        { label: "reason", cell: ({ reason }) => reason ?? "unknown" },
      ],
      groups.flat().filter(({ status }) => status !== "ok"),
    ),
    rounds: {
      disturbed: disturbed.reduce((sum, { rounds }) => sum + (rounds ?? 0), 0),
      of: roundsOf(disturbed.filter(({ rounds }) => rounds !== null)),
      unknown: roundsOf(disturbed.filter(({ rounds }) => rounds === null)),
    },
  };
}

/** records: where the broken files are listed. */
export function HealthPart(props: { health: Health; index: Index; records: string }) {
  const { health, index, records } = props;
  const { ages, failing, rounds } = health;
  const broken = index.broken.length;
  return (
    <div className={css.columns}>
      <div>
        {failing.rows.length > 0 ? (
          <DataTable table={failing} />
        ) : (
          <p>All implementations worked in the newest session of each benchmark.</p>
        )}
        {broken > 0 && (
          <p>
            <a href={records}>{broken === 1 ? "1 file" : `${grouped(broken)} files`}</a> could not be read:
            they are listed below the records.
          </p>
        )}
        <p>
          Something else was busy in {grouped(rounds.disturbed)} of {plural(rounds.of, "timed round")} of the
          sessions above{rounds.unknown > 0 && `; of ${grouped(rounds.unknown)} more it is not known`}.
        </p>
        <p>{agesInWords(ages)}</p>
        <More summary="The age of each">
          <DataTable table={ages} />
        </More>
      </div>
      <section>
        <h3>How often the gate is wrong</h3>
        <Gate gate={index.gate} />
      </section>
    </div>
  );
}

/** The oldest comes first. */
function agesInWords({ columns, rows }: Table): string {
  const age = columns.findIndex(({ key }) => key === "age_s");
  const [oldest, newest] = [rows[0], rows.at(-1)];
  return oldest && newest
    ? `The newest result is ${newest[age]?.text} old; the oldest of ${rows.length}, one a benchmark and profile, is that of ${oldest[0]?.text}, ${oldest[1]?.text}: ${oldest[age]?.text}.`
    : "There are no results.";
}
