// vulnerabilities.ts - every known vulnerability with all that the evidence says of it
import type { ResultRecord } from "../data/contracts";
import { fixed } from "./format";
import { type Finding, severityCell, severityRank } from "./severity";
import { type Cell, type Column, type Table, words } from "./table";

const DAY = 86400;

/** Seconds from the advisory to the fix, and from the fix to the day of the advisories, as the record's metrics have them. */
export function lags(
  { published, fix_released }: Finding,
  snapshot: string | undefined,
): { patch: number | null; exposure: number | null } {
  const day = (date: string | undefined) => (date ? Date.parse(date) / 1000 : null);
  const [advised, fix, last] = [day(published), day(fix_released), day(snapshot)];
  return {
    patch: advised === null || fix === null ? null : fix - advised,
    exposure: last === null || fix === null ? null : last - fix,
  };
}

/** As the reports have it: days, and years from two on. */
export function days(seconds: number | null): Cell {
  if (seconds === null) return { text: "unknown", raw: null };
  const count = seconds / DAY;
  return {
    text: Math.abs(count) >= 730 ? `${fixed(count / 365.25, 1)} years` : `${fixed(count, 0)} d`,
    raw: count,
  };
}

const RATERS: { [source in NonNullable<Finding["severity_source"]>]: string } = {
  ghsa: "GHSA",
  cvss4: "CVSS 4",
  cvss3: "CVSS 3",
  tool: "the tool",
  project: "this project",
  none: "nobody",
};

function fixedIn({ fixed: versions }: Finding): Cell {
  if (!versions) return { text: "unknown", raw: null };
  return versions.length === 0 ? { text: "no fix", raw: "" } : words(versions.join(", "));
}

const COLUMNS: Column[] = [
  ...["package", "version", "advisory", "severity", "fixed in"],
  ...["time to patch", "fix was out for", "title", "implementation", "lock file"],
  ...["published", "rated by", "CVSS", "also known as"],
].map((label) => {
  const numeric = label === "time to patch" || label === "fix was out for";
  return { key: label.toLowerCase().replaceAll(" ", "_") + (numeric ? "_d" : ""), label, numeric };
});

/** The worst first; null if there are none. */
export function vulnerabilitiesTable(records: ResultRecord[]): Table | null {
  const rows = records
    .flatMap(({ implementation, evidence }) =>
      (evidence?.findings ?? [])
        .filter(({ kind }) => kind === "vulnerability")
        .map((finding) => ({ finding, implementation, snapshot: evidence?.snapshots?.[0]?.date })),
    )
    .sort(
      ({ finding: a }, { finding: b }) =>
        severityRank(a.severity) - severityRank(b.severity) ||
        `${a.package} ${a.id}`.localeCompare(`${b.package} ${b.id}`, "en"),
    )
    .map(({ finding, implementation, snapshot }) => {
      const { patch, exposure } = lags(finding, snapshot);
      return [
        words(finding.package ?? "unknown"),
        words(finding.version ?? "unknown"),
        words(finding.id),
        severityCell(finding.severity),
        fixedIn(finding),
        days(patch),
        days(exposure),
        words(finding.title ?? ""),
        words(implementation),
        words(finding.subject),
        words(finding.published ?? "unknown"),
        finding.severity_source ? words(RATERS[finding.severity_source]) : words("unknown"),
        words(finding.cvss ?? "none"),
        words((finding.aliases ?? []).join(", ")),
      ];
    });
  return rows.length === 0 ? null : { title: "Findings", columns: COLUMNS, rows };
}
