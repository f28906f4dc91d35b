// choices.tsx - which metric, case, reference and scale the page shows, and the controls for them
import { Select } from "../../components/select";
import type { Session } from "../../data/contracts";
import { useDashboard } from "../../data/store";
import { spaced } from "../../lib/format";
import type { Place } from "../../lib/place";
import { primaryMetric } from "../../lib/winners";
import style from "./benchmark.module.css";
import { type ChosenPart, metricKey } from "./part";

type Choices = Pick<ChosenPart, "metric" | "case" | "reference" | "log">;

/** All there are, those that are compared first. */
function metricsOf({ records }: Session): string[] {
  const there = new Set(records.flatMap((record) => Object.values(record.metrics).map((m) => m.metric)));
  const compared = (records[0]?.spec.compare ?? []).filter((name) => there.delete(name));
  return [...compared, ...[...there].sort()];
}

/** "", the whole run, comes first. */
function casesOf({ records }: Session, metric: string): string[] {
  const all = records.flatMap((record) => Object.values(record.metrics).filter((m) => m.metric === metric));
  return [...new Set(all.map((m) => m.case))].sort();
}

/** Whom the records compare with, in this metric and case. */
function recordedReference({ records }: Session, metric: string, of: string): string | null {
  const rows = records.flatMap((record) => record.comparisons);
  return rows.find((row) => row.metric === metric && (row.case ?? "") === of)?.reference ?? null;
}

/** primary: the metric that decides. */
export function choicesOf(session: Session, { choices }: Place, primary: string): Choices {
  const metric = choices.metric ?? primary;
  const of = choices.case ?? casesOf(session, metric)[0] ?? "";
  const reference = choices.reference ?? recordedReference(session, metric, of);
  return { metric, case: of, reference, log: choices.scale !== "linear" };
}

export function Choosers({ part }: { part: ChosenPart }) {
  const { whole, overview, benchmark } = part;
  const { go } = useDashboard();
  const metrics = metricsOf(whole);
  if (metrics.length === 0) return null;
  const primary = primaryMetric(overview, benchmark);
  const cases = casesOf(whole, part.metric);
  const key = metricKey(part.metric, part.case);
  const having = whole.records.filter(({ metrics }) => metrics[key]).map((record) => record.implementation);
  const recorded = recordedReference(whole, part.metric, part.case);
  const comparable =
    benchmark.incomparable === null &&
    (recorded !== null || whole.pairs?.some((row) => row.metric === part.metric));
  return (
    <fieldset className={style.choosers}>
      <legend>What the charts show</legend>
      <Select
        label="metric"
        value={part.metric}
        options={metrics.map((metric) => ({ value: metric, label: spaced(metric) }))}
        onChange={(metric) =>
          go({ choices: { metric: metric === primary ? "" : metric, case: "", reference: "" } })
        }
      />
      {(cases.length > 1 || part.case !== "") && (
        <Select
          label="case"
          value={part.case}
          options={cases.map((of) => ({ value: of, label: of === "" ? "the whole run" : of }))}
          onChange={(of) => go({ choices: { case: of === cases[0] ? "" : of, reference: "" } })}
        />
      )}
      {having.length > 1 && comparable && (
        <Select
          label="reference"
          value={part.reference ?? ""}
          options={part.reference === null ? [{ value: "", label: "none" }, ...having] : having}
          onChange={(name) => go({ choices: { reference: name === recorded ? "" : name } })}
        />
      )}
      <Select
        label="scale"
        value={part.log ? "log" : "linear"}
        options={[
          { value: "log", label: "logarithmic" },
          { value: "linear", label: "linear" },
        ]}
        onChange={(scale) => go({ choices: { scale: scale === "log" ? "" : scale } })}
      />
    </fieldset>
  );
}
