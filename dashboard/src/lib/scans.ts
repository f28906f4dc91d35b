// scans.ts - what records of scanners, linters and test suites have in common, in the words
// of the reports (mk/report/scans.jq).  A metric that a record does not have is unknown, never 0.
import type { Evidence, ResultRecord } from "../data/contracts";
import { fixed, grouped, humane, humaneRange, listed } from "./format";
import { type Cell, type Column, type Table, words } from "./table";

/** A table with what must be said of it. */
export interface Noted {
  table: Table;
  note?: string;
  /** It is long: only its title shows at first. */
  folded?: boolean;
  /** It is worth a search. */
  search?: boolean;
}

export type Finding = Evidence["findings"][number] & { implementation: string };

export const SEVERITIES = ["critical", "high", "medium", "low", "unrated"] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Of a word for people: "with a fix" is with_a_fix. */
export function name(label: string, unit = ""): Column {
  const key = label.replace(/[^A-Za-z0-9]+/g, "_").replace(/^_|_$/g, "");
  return { key: (unit ? `${key}_${unit}` : key).toLowerCase(), label };
}

export function figure(label: string, unit = ""): Column {
  return { ...name(label, unit), numeric: true };
}

/** One for each record: an implementation's name is its key. */
export function ofEach(records: ResultRecord[]): Column[] {
  return records.map(({ implementation }) => ({ key: implementation, label: implementation, numeric: true }));
}

export function number(record: ResultRecord, metric: string): number | null {
  return record.metrics[metric]?.value ?? null;
}

export function whole(value: number): string {
  return Number.isInteger(value) ? grouped(value) : fixed(value, 1);
}

export function share(percent: number): string {
  return `${fixed(percent, Number.isInteger(percent) ? 0 : 1)} %`;
}

export function days(seconds: number): string {
  const count = seconds / 86400;
  return Math.abs(count) >= 730 ? `${fixed(count / 365.25, 1)} years` : `${fixed(count, 0)} d`;
}

export function known(value: number | null, text: (value: number) => string, otherwise = "unknown"): Cell {
  return value === null ? { text: otherwise, raw: null } : { text: text(value), raw: value };
}

export function counted(record: ResultRecord, metric: string, otherwise = "unknown"): Cell {
  return known(number(record, metric), whole, otherwise);
}

export function sharedOut(record: ResultRecord, metric: string): Cell {
  return known(number(record, metric), share);
}

/** More than none is bad. */
export function alarming(cell: Cell): Cell {
  return typeof cell.raw === "number" && cell.raw > 0 ? { ...cell, tone: "bad" } : cell;
}

/** "2.8 (1.3–5.2)": a figure whose interval stands beside it as METRIC_lo and METRIC_hi. */
export function withInterval(record: ResultRecord, metric: string): Cell {
  const [lo, hi] = [number(record, `${metric}_lo`), number(record, `${metric}_hi`)];
  const range = lo !== null && hi !== null ? ` (${fixed(lo, 1)}–${fixed(hi, 1)})` : "";
  return known(number(record, metric), (value) => fixed(value, 1) + range);
}

/** How many that share of all is. */
export function part(percent: number | null, of: number | null): number | null {
  return percent === null || of === null ? null : Math.round((percent * of) / 100);
}

export function findingsOf(records: ResultRecord[], kinds: Finding["kind"][]): Finding[] {
  return records.flatMap(({ implementation, evidence }) =>
    (evidence?.findings ?? [])
      .filter(({ kind }) => kinds.includes(kind))
      .map((finding) => ({ ...finding, implementation })),
  );
}

const SHAPES: { [severity in Severity]: string } = {
  critical: "◆",
  high: "▲",
  medium: "■",
  low: "▽",
  unrated: "○",
};

/** A word and a shape: no colour is needed to tell them apart. */
export function severityCell({ severity }: Finding): Cell {
  if (severity === undefined) return words("unknown");
  const cell: Cell = {
    text: `${SHAPES[severity]} ${severity}`,
    raw: severity,
    shaped: true,
    order: severityRank({ severity }),
  };
  if (severity === "critical" || severity === "high") cell.tone = "bad";
  if (severity === "medium") cell.tone = "tie";
  if (severity === "unrated") cell.tone = "unsure";
  return cell;
}

export function severityRank({ severity }: Pick<Finding, "severity">): number {
  return severity === undefined ? SEVERITIES.length : SEVERITIES.indexOf(severity);
}

const RATERS: { [source in NonNullable<Finding["severity_source"]>]: string } = {
  ghsa: "GHSA",
  cvss4: "CVSS 4",
  cvss3: "CVSS 3",
  tool: "the tool",
  project: "this project",
  none: "nobody",
};

export function ratedBy({ severity_source: source }: Finding): Cell {
  return source ? { text: RATERS[source], raw: source } : words("unknown");
}

/** file:line, or else the subject that it is in. */
export function placeOf({ file, subject, line }: Finding): Cell {
  return words((file ?? subject) + (line === undefined ? "" : `:${line}`));
}

export function sortedBy<T>(list: T[], ...keys: ((item: T) => string | number)[]): T[] {
  return list.toSorted((a, b) => {
    for (const key of keys) {
      const [left, right] = [key(a), key(b)];
      if (left !== right) return left < right ? -1 : 1;
    }
    return 0;
  });
}

/** Texts of each record; what all say is said once. */
export function ofEachText(records: ResultRecord[], texts: (record: ResultRecord) => string[]): string[] {
  const said = new Map<string, string[]>();
  for (const record of records)
    for (const text of new Set(texts(record)))
      said.set(text, [...(said.get(text) ?? []), record.implementation]);
  return sortedBy(
    [...said],
    ([, names]) => -names.length,
    ([, names]) => names.join(", "),
    ([text]) => text,
  ).map(([text, names]) => (names.length === records.length ? text : `${listed(names)}: ${text}`));
}

/** The time that the tool itself took. */
export function durationPart(records: ResultRecord[], what: string): Noted {
  const metric = `${what}/wall_time`;
  const levels = records.flatMap((record) => record.metrics[metric]?.interval?.confidence || []);
  const lowest = Math.min(...levels);
  const note = "Different tools do different work: less is no merit of a language.";
  return {
    note:
      lowest < 0.95
        ? `${note} Interval: of the median, with a confidence of ${Math.floor(1000 * lowest) / 10} % only, as the rounds are few.`
        : note,
    table: {
      title: `Time of the ${what}`,
      columns: [
        name("implementation"),
        figure("median", "s"),
        figure("interval", "s"),
        figure("whole run", "s"),
        figure("rounds"),
      ],
      rows: records.map((record) => {
        const interval = record.metrics[metric]?.interval;
        return [
          words(record.implementation),
          known(number(record, metric), (value) => humane(value, "s")),
          interval && interval.confidence > 0
            ? {
                text: humaneRange(interval.lo, interval.hi, "s"),
                raw: `${interval.lo} to ${interval.hi}, confidence ${interval.confidence}`,
              }
            : { text: "too few rounds", raw: null },
          known(number(record, "wall_time"), (value) => humane(value, "s")),
          { text: String(record.disturbances.of), raw: record.disturbances.of },
        ];
      }),
    },
  };
}
