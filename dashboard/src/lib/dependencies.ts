// dependencies.ts - known vulnerabilities of locked packages, as mk/report/security.jq has them
import type { ResultRecord } from "../data/contracts";
import { fixed, listed, plural } from "./format";
import {
  alarming,
  counted,
  days,
  durationPart,
  type Finding,
  figure,
  findingsOf,
  known,
  type Noted,
  name,
  number,
  part,
  ratedBy,
  SEVERITIES,
  type Severity,
  severityCell,
  severityRank,
  sharedOut,
  sortedBy,
  whole,
} from "./scans";
import { type Cell, words } from "./table";

const DAY = 86400;

const rated = (record: ResultRecord, severity: Severity) => number(record, `${severity}/vulnerabilities`);

/** "38 known vulnerabilities in 12 of 36 packages (7 high, 31 unrated), all with a fix" */
export function vulnerabilitiesSentence(record: ResultRecord): string {
  const [found, packages] = [number(record, "vulnerabilities"), number(record, "packages")];
  const affected = part(number(record, "affected_share"), packages);
  const mended = part(number(record, "fix_available_share"), found);
  const { mode, snapshots = [] } = record.evidence ?? { mode: undefined };
  const counts = (list: [number | null, string][]) =>
    list.flatMap(([count, word]) => (count ? `${whole(count)} ${word}` : [])).join(", ");
  const severities = counts(SEVERITIES.map((severity) => [rated(record, severity), severity]));
  const kinds = counts(
    Object.values(record.metrics).flatMap((metric): [number, string][] =>
      metric.metric === "informational" && metric.case !== "" ? [[metric.value, metric.case]] : [],
    ),
  );
  let text = `${record.implementation}: `;
  if (mode === "fixture" && record.answer.verified)
    text += "all that was put there was found, and nothing else: ";
  if (found === null) text += "unknown";
  else if (found === 0)
    text += `no known vulnerability in ${packages === null ? "packages" : plural(packages, "package")}`;
  else {
    text += found === 1 ? "1 known vulnerability" : `${whole(found)} known vulnerabilities`;
    if (affected !== null && packages !== null) text += ` in ${affected} of ${whole(packages)} packages`;
    if (severities) text += ` (${severities})`;
    if (mended === found) text += found === 1 ? ", with a fix" : ", all with a fix";
    else if (mended !== null) text += `, ${mended} with a fix`;
  }
  if (kinds) text += `; besides, ${kinds}`;
  const dates = [...new Set(snapshots.map(({ date }) => date))].sort();
  if (dates.length > 0) text += `; advisories of ${listed(dates)}`;
  return text + (mode === "snapshot" ? newerSentence(record, packages) : "");
}

function newerSentence(record: ResultRecord, packages: number | null): string {
  const newer = number(record, "newer_than_snapshot");
  const undated = number(record, "release_unknown") ?? 0;
  if (newer === null) return "; the age of the packages is unknown";
  if (newer === packages) return ", which cannot know any of the packages: they are newer";
  if (newer > 0)
    return `, which cannot know ${undated > 0 ? "at least " : ""}${whole(newer)} of the packages: they are newer`;
  return undated > 0 ? `; the age of ${whole(undated)} of the packages is unknown` : "";
}

/** "Advisories of 2024-10-09 (rust) and 2024-10-10 (python)." */
function snapshotDates(records: ResultRecord[]): string {
  if (records.some(({ evidence }) => evidence?.mode === "live"))
    return "Advisories: as the services had them when it was scanned.";
  const dated = records.flatMap(({ implementation, evidence }) =>
    (evidence?.snapshots ?? []).map(({ date }) => ({ date, implementation })),
  );
  if (dated.length === 0) return "Advisories: the date is unknown.";
  const dates = new Set(dated.map(({ date }) => date));
  return dates.size === 1
    ? `Advisories of ${[...dates][0]}.`
    : `Advisories of ${listed([...new Set(dated.map(({ date, implementation }) => `${date} (${implementation})`))].sort())}.`;
}

function releasesDay(records: ResultRecord[]): string {
  const dated = records.flatMap(({ implementation, evidence }) =>
    evidence?.releases_as_of ? { implementation, day: evidence.releases_as_of } : [],
  );
  const [first, ...others] = new Set(dated.map(({ day }) => day));
  if (first === undefined) return "a day that is unknown";
  return others.length === 0
    ? first
    : listed(dated.map(({ day, implementation }) => `${day} (${implementation})`));
}

function vulnerabilities(records: ResultRecord[]): Noted {
  return {
    note: "Per 100: by packages. Affected: the packages that have any. Newer: packages released after the advisories' day.",
    table: {
      title: "Known vulnerabilities",
      columns: [
        name("implementation"),
        ...["packages", "vulnerabilities", ...SEVERITIES, "per 100"].map((label) => figure(label)),
        ...["affected", "with a fix", "rated"].map((label) => figure(label, "percent")),
        figure("newer"),
      ],
      rows: records.map((record) => {
        const none = number(record, "vulnerabilities") === 0;
        const ofFindings = (metric: string): Cell =>
          none ? { text: "no findings", raw: null } : sharedOut(record, metric);
        return [
          words(record.implementation),
          counted(record, "packages"),
          alarming(counted(record, "vulnerabilities")),
          ...SEVERITIES.map((severity) => {
            const cell = counted(record, `${severity}/vulnerabilities`);
            return severity === "critical" || severity === "high" ? alarming(cell) : cell;
          }),
          known(number(record, "vulnerabilities_per_100"), (value) => fixed(value, 1)),
          sharedOut(record, "affected_share"),
          ofFindings("fix_available_share"),
          ofFindings("rated_share"),
          newerCell(record),
        ];
      }),
    },
  };
}

function newerCell(record: ResultRecord): Cell {
  const cell = counted(record, "newer_than_snapshot");
  if (cell.raw !== null && (number(record, "release_unknown") ?? 0) > 0) cell.text = `at least ${cell.text}`;
  return Number(cell.raw) > 0 ? { ...cell, tone: "tie" } : cell;
}

function information(records: ResultRecord[]): Noted | null {
  const kinds = [
    ...new Set(
      records.flatMap((record) =>
        Object.values(record.metrics).flatMap((metric) =>
          metric.metric === "informational" && metric.case !== "" ? metric.case : [],
        ),
      ),
    ),
  ].sort();
  if (kinds.length === 0) return null;
  return {
    note: "What is known of packages and is no vulnerability; not every ecosystem has each kind.",
    table: {
      title: "Besides vulnerabilities",
      columns: [name("implementation"), ...kinds.map((kind) => figure(kind))],
      rows: records.map((record) => [
        words(record.implementation),
        ...kinds.map((kind) => counted(record, `${kind}/informational`, "no such kind")),
      ]),
    },
  };
}

/** Median, and the middle half. */
function spread(record: ResultRecord, metric: string): Cell {
  const { value = null, q1 = null, q3 = null } = record.metrics[metric] ?? {};
  return known(value, (median) =>
    q1 === null || q3 === null ? days(median) : `${days(median)} (${days(q1)} to ${days(q3)})`,
  );
}

function patches(records: ResultRecord[]): Noted | null {
  const dated = records.filter((record) => record.metrics.time_to_patch ?? record.metrics.exposure_lag);
  if (dated.length === 0) return null;
  return {
    note: "Time to patch: from the advisory to the first fixed release, less than 0 if the fix came first; the median, and the middle half of the findings. Unknown: without a fix or its date. Out for: until the day of the advisories.",
    table: {
      title: "How soon fixes came, and how long they were out",
      columns: [
        name("implementation"),
        figure("findings"),
        figure("time to patch", "s"),
        figure("fixed first", "percent"),
        figure("unknown"),
        figure("fix was out for", "s"),
      ],
      rows: dated.map((record) => [
        words(record.implementation),
        known(record.metrics.time_to_patch?.n ?? null, String),
        spread(record, "time_to_patch"),
        sharedOut(record, "patched_before_share"),
        counted(record, "time_to_patch_unknown"),
        spread(record, "exposure_lag"),
      ]),
    },
  };
}

function outdated(records: ResultRecord[]): Noted | null {
  const checked = records.filter((record) => record.metrics.outdated);
  if (checked.length === 0) return null;
  return {
    note: `Libyears: how many years of releases the locked versions are behind the newest ones of ${releasesDay(records)}, all packages together.`,
    table: {
      title: "Outdated packages",
      columns: [
        name("implementation"),
        figure("packages"),
        figure("outdated"),
        figure("share", "percent"),
        figure("libyears"),
      ],
      rows: checked.map((record) => [
        words(record.implementation),
        datedPackages(record),
        counted(record, "outdated"),
        sharedOut(record, "outdated_share"),
        known(number(record, "libyears"), (value) => fixed(value, 1)),
      ]),
    },
  };
}

/** A count of packages, if not of all of them are the dates known. */
function datedPackages(record: ResultRecord): Cell {
  const [all, undated] = [number(record, "packages"), number(record, "release_unknown") ?? 0];
  return all !== null && undated > 0
    ? { text: `${whole(all - undated)} of ${whole(all)}`, raw: all - undated }
    : counted(record, "packages");
}

/** From the advisory to the fix, and from the fix to the day of the advisories. */
export function lags(
  finding: Finding,
  snapshot: string | null,
): { patch: number | null; exposure: number | null } {
  const day = (date: string | null | undefined) => (date ? Date.parse(date) / 1000 : null);
  const [published, fix, last] = [day(finding.published), day(finding.fix_released), day(snapshot)];
  return {
    patch: published === null || fix === null ? null : fix - published,
    exposure: last === null || fix === null ? null : last - fix,
  };
}

function fixedIn({ fixed: versions }: Finding): Cell {
  if (versions === undefined) return { text: "unknown", raw: null };
  return versions.length === 0 ? { text: "no fix", raw: "" } : words(versions.join(", "));
}

/** Every vulnerability: all that the evidence says of it. */
function findings(records: ResultRecord[]): Noted | null {
  const found = sortedBy(
    findingsOf(records, ["vulnerability"]),
    severityRank,
    (finding) => finding.package ?? "",
    ({ id }) => id,
  );
  if (found.length === 0) return null;
  const snapshot = new Map(
    records.map((record) => [record.implementation, record.evidence?.snapshots?.[0]?.date ?? null]),
  );
  const optional = (text: string | undefined) => (text ? words(text) : { text: "unknown", raw: null });
  return {
    search: true,
    table: {
      title: "Findings",
      columns: [
        ...["package", "version", "advisory", "severity", "rated by", "fixed in", "published"].map((label) =>
          name(label),
        ),
        figure("time to patch", "d"),
        figure("fix was out for", "d"),
        ...["implementation", "lock file", "title", "also known as", "CVSS"].map((label) => name(label)),
      ],
      rows: found.map((finding) => {
        const { patch, exposure } = lags(finding, snapshot.get(finding.implementation) ?? null);
        const inDays = (seconds: number | null) => ({
          ...known(seconds, days),
          raw: seconds && seconds / DAY,
        });
        return [
          optional(finding.package),
          optional(finding.version),
          words(finding.id),
          severityCell(finding),
          ratedBy(finding),
          fixedIn(finding),
          optional(finding.published),
          inDays(patch),
          inDays(exposure),
          words(finding.implementation),
          words(finding.subject),
          words(finding.title ?? ""),
          words((finding.aliases ?? []).join(", ")),
          words(finding.cvss ?? (finding.severity === "unrated" ? "unrated" : "")),
        ];
      }),
    },
  };
}

function informationFindings(records: ResultRecord[]): Noted | null {
  const found = sortedBy(
    findingsOf(records, ["unmaintained", "unsound", "yanked", "notice", "archived"]),
    ({ kind }) => kind,
    (finding) => finding.package ?? "",
    ({ id }) => id,
  );
  if (found.length === 0) return null;
  return {
    folded: true,
    search: true,
    table: {
      title: "Besides vulnerabilities, each",
      columns: ["package", "version", "kind", "advisory", "implementation", "lock file", "title"].map(
        (label) => name(label),
      ),
      rows: found.map((finding) =>
        [
          finding.package ?? "unknown",
          finding.version ?? "unknown",
          finding.kind,
          finding.id,
          finding.implementation,
          finding.subject,
          finding.title ?? "",
        ].map(words),
      ),
    },
  };
}

export function dependenciesParts(records: ResultRecord[]): Noted[] {
  const dates = snapshotDates(records);
  const dated = [
    vulnerabilities(records),
    findings(records),
    patches(records),
    information(records),
    informationFindings(records),
  ].flatMap((item) => (item ? { ...item, note: [dates, item.note ?? []].flat().join(" ") } : []));
  return [...dated, outdated(records) ?? [], durationPart(records, "scan")].flat();
}

export const DEPENDENCIES_READING = [
  "Unrated is not low: the advisory has no severity that the tool could read. Who rated it is in the table of the findings.",
  "A number per 100 packages makes lock files of unlike length readable; it does not make two ecosystems comparable, whose advisories are not collected alike.",
  "Only what the advisories knew on their day can be found. A version that is newer than they are is checked against them, and cannot be in them.",
  "Fixed first: the share of the findings whose fix was released on the day of the advisory or before it, as disclosure is usually coordinated.",
];
