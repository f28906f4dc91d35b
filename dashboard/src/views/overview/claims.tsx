// claims.tsx - what the specs claim, held against what was measured
import { memo } from "react";
import { Badge } from "../../components/figures";
import { More } from "../../components/more";
import { Empty, Problem, Waiting } from "../../components/state";
import { DataTable } from "../../components/table";
import type { Claim, Claims } from "../../data/contracts";
import type { Loaded } from "../../data/store";
import { humane, humaneRange, humaneRatio, plural, spaced } from "../../lib/format";
import { type Cell, type Table, type Tone, words } from "../../lib/table";
import css from "./overview.module.css";

const TONES: { [status: string]: Tone } = { validated: "good", failed: "bad" };
const RELATIONS: { [relation: string]: string } = { at_most: "≤", below: "<", at_least: "≥", above: ">" };
const toneOf = (status: string): Tone => TONES[status] ?? "unsure";

/** Those that need a look come first. */
const ORDER = ["failed", "inconclusive", "not run", "validated"];

export function claimsTable(claims: Claim[], link: (benchmark: string) => string): Table {
  return {
    title: "Claims",
    columns: [
      { key: "claim", label: "claim" },
      { key: "benchmark", label: "benchmark" },
      { key: "status", label: "status" },
      { key: "target", label: "target", numeric: true },
      { key: "value", label: "value", numeric: true },
      { key: "interval", label: "interval", numeric: true },
      { key: "unit", label: "unit" },
      { key: "metric", label: "in" },
      { key: "n", label: "rounds", numeric: true },
      { key: "reason", label: "reason" },
    ],
    rows: claims
      .toSorted((a, b) => ORDER.indexOf(a.status) - ORDER.indexOf(b.status))
      .map((claim) => [
        words(claim.claim),
        { ...words(claim.benchmark_id), href: link(claim.benchmark_id) },
        { ...words(claim.status), tone: toneOf(claim.status) },
        { text: targetOf(claim), raw: claim.target },
        { text: claim.value === null ? "" : figure(claim, claim.value), raw: claim.value },
        intervalCell(claim),
        claim.against === null ? words(claim.unit ?? "") : { text: "ratio", raw: claim.unit },
        words(metricOf(claim)),
        { text: claim.n === null ? "" : String(claim.n), raw: claim.n },
        words(claim.reason ?? ""),
      ]),
  };
}

export const ClaimsPart = memo(function ClaimsPart(props: {
  loaded: Loaded<Claims> | null;
  claims: Claim[];
  table: Table;
  profile: string;
  link: (benchmark: string) => string;
}) {
  const { loaded, claims, table, profile, link } = props;
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
  const open = claims.filter(({ status }) => status === "failed" || status === "inconclusive");
  return (
    <>
      <ul className={css.counts}>
        {ORDER.map((status) => {
          const count = claims.filter((claim) => claim.status === status).length;
          return (
            <li key={status}>
              {count > 0 ? <Badge tone={toneOf(status)} text={`${count} ${status}`} /> : `0 ${status}`}
            </li>
          );
        })}
      </ul>
      {open.length > 0 && (
        <ul>
          {open.map((claim) => (
            <li key={`${claim.benchmark_id} ${claim.claim}`}>
              <a href={link(claim.benchmark_id)}>{claim.benchmark_id}</a>: {claim.claim}:{" "}
              <Badge tone={toneOf(claim.status)} text={claim.status} />
              {claim.value !== null && `, ${valueText(claim)}`}, target {targetOf(claim)}
              {claim.reason && `: ${claim.reason}`}
            </li>
          ))}
        </ul>
      )}
      <More summary={`All ${plural(claims.length, "claim")}`}>
        <DataTable table={table} />
      </More>
    </>
  );
});

function targetOf(claim: Claim): string {
  return `${RELATIONS[claim.relation] ?? claim.relation} ${figure(claim, claim.target)}`;
}

/** With its interval. */
function valueText(claim: Claim): string {
  const interval = intervalCell(claim).text;
  return `${figure(claim, claim.value ?? 0)}${interval && ` (${interval.replace("×", "")})`}`;
}

function figure(claim: Claim, value: number): string {
  return claim.against === null ? humane(value, claim.unit ?? "") : humaneRatio(value);
}

function intervalCell({ interval, against, unit }: Claim): Cell {
  if (!interval) return { text: "", raw: null };
  const { lo, hi } = interval;
  const text =
    against === null
      ? humaneRange(lo, hi, unit ?? "")
      : `${humaneRatio(lo)}–${humaneRatio(hi).replace("×", "")}`;
  return { text, raw: `${lo} to ${hi}` };
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
