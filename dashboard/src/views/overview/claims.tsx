// claims.tsx - what the specs claim, held against what was measured
import { Badge } from "../../components/figures";
import { More } from "../../components/more";
import { Empty, Problem, Waiting } from "../../components/state";
import { DataTable } from "../../components/table";
import type { Claim, Claims } from "../../data/contracts";
import type { Loaded } from "../../data/store";
import { humane, humaneRange, humaneRatio, plural, spaced } from "../../lib/format";
import { type Cell, sortedBy, type Table, type Tone, tableOf, words } from "../../lib/table";
import css from "../overview.module.css";

const TONES: { [status: string]: Tone } = { validated: "good", failed: "bad" };
const RELATIONS: { [relation: string]: string } = { at_most: "≤", below: "<", at_least: "≥", above: ">" };

/** Those that need a look come first. */
const ORDER = ["failed", "inconclusive", "not run", "validated"];

export function claimsTable(claims: Claim[], link: (benchmark: string) => string): Table {
  return tableOf(
    "Claims",
    [
      { label: "claim", cell: ({ claim }) => claim },
      { label: "benchmark", cell: ({ benchmark_id: id }) => ({ ...words(id), href: link(id) }) },
      { label: "status", cell: ({ status }) => ({ ...words(status), tone: TONES[status] ?? "unsure" }) },
      {
        ...{ label: "target", numeric: true },
        cell: (claim) => ({
          text: `${RELATIONS[claim.relation] ?? claim.relation} ${figure(claim, claim.target)}`,
          raw: claim.target,
        }),
      },
      { label: "value", numeric: true, cell: valueCell },
      {
        label: "unit",
        cell: ({ against, unit }) => (against === null ? words(unit ?? "") : { text: "ratio", raw: unit }),
      },
      { key: "metric", label: "in", cell: metricOf },
      { key: "n", label: "rounds", numeric: true, cell: ({ n }) => ({ text: `${n ?? ""}`, raw: n }) },
      { label: "reason", cell: ({ reason }) => reason ?? "" },
    ],
    sortedBy(claims, ({ status }) => ORDER.indexOf(status)),
  );
}

export function ClaimsPart(props: {
  loaded: Loaded<Claims> | null;
  claims: Claim[];
  table: Table;
  profile: string;
}) {
  const { loaded, claims, table, profile } = props;
  if (loaded === null)
    return (
      <Empty title="No claims are here">
        <p>
          <code>make claims</code> holds what the specs claim against the records, and{" "}
          <code>make dashboard</code> shows it.
        </p>
      </Empty>
    );
  if (loaded.state === "loading") return <Waiting what="the claims" />;
  if (loaded.state === "broken") return <Problem what="What became of the claims" reason={loaded.reason} />;
  if (claims.length === 0) return <p>No claim is made of these benchmarks in profile {profile}.</p>;
  const status = table.columns.findIndex(({ key }) => key === "status");
  const failed = {
    ...table,
    title: "Claims that are not borne out",
    rows: table.rows.filter((row) => row[status]?.raw === "failed"),
  };
  return (
    <>
      <p className={css.counts}>
        {ORDER.map((status) => ({ status, n: claims.filter((one) => one.status === status).length }))
          .filter(({ n }) => n > 0)
          .map(({ status, n }) => (
            <Badge key={status} tone={TONES[status] ?? "unsure"} text={`${n} ${status}`} />
          ))}
      </p>
      {failed.rows.length > 0 && <DataTable table={failed} />}
      <More summary={`All ${plural(claims.length, "claim")}`}>
        <DataTable table={table} />
      </More>
    </>
  );
}

function figure(claim: Claim, value: number): string {
  return claim.against === null ? humane(value, claim.unit ?? "") : humaneRatio(value);
}

/** With its interval. */
function valueCell({ value, interval, against, unit }: Claim): Cell {
  const { lo = null, hi = null } = interval ?? {};
  const range = lo === null || hi === null || lo === hi ? "" : ` (${humaneRange(lo, hi, unit ?? "")})`;
  const text =
    value === null ? "" : against === null ? humane(value, unit ?? "") + range : humaneRatio(value, lo, hi);
  return { text, raw: value, lo, hi };
}

/** "wall time of rust to python, case x, 99th percentile" */
function metricOf(claim: Claim): string {
  const of = claim.against === null ? claim.implementation : `${claim.implementation} to ${claim.against}`;
  return [
    `${spaced(claim.metric)} of ${of}`,
    claim.case && `case ${claim.case}`,
    claim.percentile !== null && `percentile ${claim.percentile}`,
  ]
    .filter(Boolean)
    .join(", ");
}
