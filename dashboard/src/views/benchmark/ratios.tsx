// ratios.tsx - how many times as much as the reference, with intervals and verdicts; case by case
import { useMemo } from "react";
import { type Estimate, inFull, lanesOption, verdictMark } from "../../charts/lanes";
import { Chart } from "../../components/chart";
import type { Mark } from "../../components/legend";
import type { Comparison, Metric } from "../../data/contracts";
import { type Compared, countCell, humaneRatio, listed, pCell, ratioCell, spaced } from "../../lib/format";
import { seriesStyle } from "../../lib/series";
import { sortedBy, type Table, tableOf } from "../../lib/table";
import { type ChosenPart, comparisonsTo, groups, named, type Section } from "./part";

export const ratios: Section = {
  id: "ratios",
  titleOf: ({ benchmark, reference, session: { records } }) =>
    benchmark.incomparable !== null ||
    reference === null ||
    records.every(({ implementation }) => implementation === reference)
      ? null
      : `Ratios to ${reference}`,
  Content: Ratios,
  tablesOf: (part) => {
    const { chosen, cases } = comparedIn(part);
    return [chosen, cases].flatMap((rows) => (rows.length > 0 ? [ratiosTable(part, rows)] : []));
  },
};

function Ratios({ part }: { part: ChosenPart }) {
  const { metric, log, reference, everyone } = part;
  const { chosen, cases } = useMemo(() => comparedIn(part), [part]);
  const option = useMemo(() => {
    const lanes = chosen.map((row) => ({
      name: nameOf(part, row),
      estimates: [{ ...estimateOf(row), ...verdictMark(row) }],
    }));
    return lanesOption(lanes, "×", log);
  }, [chosen, part, log]);
  const lanes = useMemo(
    () => [...groups(cases, caseOf)].map(([name, of]) => ({ name, estimates: of.map(marked(everyone)) })),
    [cases, everyone],
  );
  const casesOption = useMemo(() => lanesOption(lanes, "×", log), [lanes, log]);
  const most = Math.max(1, ...lanes.map((lane) => lane.estimates.length));
  return (
    <>
      {chosen.length > 0 ? (
        <Chart
          title={`${named(metric, part.case)}, to ${reference}`}
          summary={`As many times as ${reference}: ${chosen.map(({ implementation, ratio, ratio_lo, ratio_hi, verdict }) => `${implementation} ${humaneRatio(ratio, ratio_lo, ratio_hi)}, ${verdict}`).join("; ")}.`}
          table={ratiosTable(part, chosen)}
          option={option}
          legend={verdictMarks(chosen)}
          height={chosen.length * 40 + 40}
        />
      ) : (
        <p>
          {named(metric, part.case)} is not compared with {reference}: the benchmark does not compare it, or
          it was not measured in each round.
        </p>
      )}
      {lanes.length > 1 && (
        <Chart
          title={`Case by case: ${spaced(metric)}, to ${reference}`}
          summary={casesSummary(cases, reference)}
          table={ratiosTable(part, cases)}
          option={casesOption}
          legend={implementationMarks(part, cases)}
          height={lanes.length * Math.max(28, most * 15) + 40}
        />
      )}
    </>
  );
}

type Row = Comparison & Compared;

/** In the chosen metric and case, the least first, and in all cases: of those that the filters leave. */
function comparedIn(part: ChosenPart): { chosen: Row[]; cases: Row[] } {
  const { reference, metric, session, benchmark } = part;
  if (reference === null || benchmark.incomparable !== null) return { chosen: [], cases: [] };
  const names = new Set(session.records.map((record) => record.implementation));
  const metrics = session.records.flatMap((record): Metric[] => Object.values(record.metrics));
  const direction = metrics.find((one) => one.metric === metric)?.direction;
  const rows = comparisonsTo(part, reference)
    .filter((row) => row.metric === metric && names.has(row.implementation) && row.ratio !== null)
    .map((row) => ({ ...row, direction }));
  return {
    chosen: sortedBy(
      rows.filter((row) => caseOf(row) === part.case),
      (row) => row.ratio ?? 0,
    ),
    cases: rows.filter((row) => caseOf(row) !== ""),
  };
}

function caseOf(row: Comparison): string {
  return row.case ?? "";
}

function ratiosTable({ reference, metric }: ChosenPart, rows: Comparison[]): Table {
  const of = new Set(rows.map(caseOf));
  const [one = ""] = of;
  const title = of.size > 1 ? `Case by case: ${spaced(metric)}` : named(metric, one);
  const quiet = (row: Comparison) =>
    ratioCell({
      ...row,
      ...{ ratio: row.ratio_quiet, ratio_lo: row.ratio_quiet_lo, ratio_hi: row.ratio_quiet_hi, verdict: "" },
    });
  return tableOf(
    `${title}, to ${reference}`,
    [
      { label: "case", cell: (row) => caseOf(row) || "the whole run" },
      { label: "implementation", cell: (row) => row.implementation },
      { label: "ratio", numeric: true, cell: ratioCell },
      { label: "verdict", cell: (row) => row.verdict },
      { label: "adjusted p", key: "p_holm", numeric: true, cell: (row) => pCell(row.p_holm) },
      {
        ...{ label: "ratio, quiet rounds", key: "ratio_quiet", numeric: true },
        cell: (row) => (row.ratio_quiet === null ? { text: "too few", raw: null } : quiet(row)),
      },
      { label: "n", numeric: true, cell: (row) => countCell(row.n ?? 0) },
      { label: "n of the reference", numeric: true, cell: (row) => countCell(row.n_reference ?? 0) },
    ],
    rows,
  );
}

function estimateOf(row: Comparison) {
  const { ratio, ratio_lo: lo, ratio_hi: hi } = row;
  const lines = [
    row.case ? `${row.implementation}, ${row.case}` : row.implementation,
    `${humaneRatio(ratio, lo, hi)}: ${row.verdict}`,
    inFull(ratio, lo, hi),
    `confidence ${row.confidence ?? "unknown"}, adjusted p ${pCell(row.p_holm).text}, n ${row.n ?? "unknown"} and ${row.n_reference ?? "unknown"}`,
  ];
  return { value: ratio ?? 1, lo, hi, lines };
}

/** Of several in a lane each keeps its mark, hollow if it cannot be told. */
function marked(everyone: string[]) {
  return (row: Comparison): Estimate => {
    const { colour, symbol } = seriesStyle(row.implementation, everyone);
    return { ...estimateOf(row), colour, symbol, hollow: row.verdict === "inconclusive" };
  };
}

/** With its class if that is another than the reference's. */
function nameOf({ whole }: ChosenPart, { implementation, reference }: Comparison): string {
  const fairness = (name: string) =>
    whole.records.find((record) => record.implementation === name)?.fairness.class;
  const [own, its] = [fairness(implementation), fairness(reference)];
  return own === its ? implementation : `${implementation} (${own})`;
}

/** Those that are drawn. */
function verdictMarks(rows: Row[]): Mark[] {
  const marks: { [verdict: string]: Mark } = {};
  for (const row of rows) {
    const { rotate, ...mark } = verdictMark(row);
    marks[row.verdict] = { label: row.verdict, ...mark, turned: rotate !== undefined };
  }
  return [
    ...Object.values(marks),
    { label: "within 5 %: no difference that matters", colour: "--muted", symbol: "band" },
  ];
}

function implementationMarks({ everyone }: ChosenPart, rows: Comparison[]): Mark[] {
  const names = [...new Set(rows.map((row) => row.implementation))];
  return [
    ...names.map((label) => {
      const { colour, symbol } = seriesStyle(label, everyone);
      return { label, colour, symbol };
    }),
    ...(rows.some((row) => row.verdict === "inconclusive")
      ? [{ label: "inconclusive", colour: "--text", symbol: "circle", hollow: true }]
      : []),
  ];
}

function casesSummary(rows: Comparison[], reference: string | null): string {
  const each = [...groups(rows, (row) => row.implementation)].map(([name, of]) => {
    const counts = groups(of, (row) => row.verdict);
    return `${name} is ${listed([...counts].map(([verdict, list]) => `${verdict} in ${list.length}`))}`;
  });
  return `Against ${reference}, of ${new Set(rows.map(caseOf)).size} cases: ${each.join("; ")}.`;
}
