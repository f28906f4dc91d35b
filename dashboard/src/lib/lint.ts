// lint.ts - what linters find, in real source code and in weaknesses that were written on
// purpose, as mk/report/quality.jq has it
import type { ResultRecord } from "../data/contracts";
import { fixed, plural } from "./format";
import {
  alarming,
  counted,
  durationPart,
  type Finding,
  figure,
  findingsOf,
  type Noted,
  name,
  number,
  ofEach,
  placeOf,
  ratedBy,
  severityCell,
  severityRank,
  sortedBy,
  whole,
  withInterval,
} from "./scans";
import { type Cell, words } from "./table";

const LEVELS = ["high", "medium", "low"] as const;

/** "0 findings in 1,438 lines"; by lines only where these are enough */
export function lintSentence(record: ResultRecord): string {
  const [found, lines, density] = ["findings", "code_lines", "findings_per_kloc"].map((metric) =>
    number(record, metric),
  );
  const levels = LEVELS.flatMap((level) => {
    const count = number(record, `findings_${level}`);
    return count ? `${whole(count)} ${level}` : [];
  });
  let text = `${record.implementation}: ${found == null ? "an unknown number of findings" : plural(found, "finding")}`;
  if (levels.length > 0) text += ` (${levels.join(", ")})`;
  if (lines != null) text += ` in ${whole(lines)} lines of code`;
  if (density != null) {
    const [lo, hi] = ["lo", "hi"].map((end) => fixed(number(record, `findings_per_kloc_${end}`) ?? 0, 1));
    text += `, ${fixed(density, 1)} per 1,000 lines (95 % interval ${lo}–${hi})`;
  }
  const suppressed = number(record, "suppressions");
  if (suppressed !== null)
    text += suppressed === 0 ? ", none suppressed" : `, and ${whole(suppressed)} suppressed`;
  return text;
}

function totals(records: ResultRecord[]): Noted {
  return {
    note: "Per 1,000 lines of code, without comments and blank lines; in brackets the exact Poisson interval, 95 %, as if findings came one by one: they come in clusters, so the true interval is wider. Of this tree the count is complete. Below 2,000 lines there are counts only.",
    table: {
      title: "Findings",
      columns: [
        name("implementation"),
        ...["lines", "files", "findings", ...LEVELS, "suppressed", "per 1,000 lines"].map((label) =>
          figure(label),
        ),
      ],
      rows: records.map((record) => {
        const lines = number(record, "code_lines");
        return [
          words(record.implementation),
          ...["code_lines", "files", "findings"].map((metric) => counted(record, metric)),
          alarming(counted(record, "findings_high")),
          ...["findings_medium", "findings_low", "suppressions"].map((metric) => counted(record, metric)),
          lines !== null && lines < 2000 && !record.metrics.findings_per_kloc
            ? { text: "under 2,000 lines", raw: null }
            : withInterval(record, "findings_per_kloc"),
        ];
      }),
    },
  };
}

/** "9, 2.8 (1.3–5.2)": a count, and by lines, if these are enough */
function byLines(record: ResultRecord, ofClass: boolean, count: string, density: string): Cell {
  // a linter that reports classes has a row for each that it has a rule for
  const classes = Object.values(record.metrics).some(
    (metric) => metric.metric === "findings" && metric.case !== "",
  );
  const cell = counted(record, count, ofClass && classes ? "no rule" : "unknown");
  if (cell.raw !== null && record.metrics[density]) cell.text += `, ${withInterval(record, density).text}`;
  return cell;
}

function classes(records: ResultRecord[]): Noted {
  const names = [
    ...new Set(
      records.flatMap((record) =>
        Object.values(record.metrics).flatMap((metric) =>
          metric.metric === "findings" && metric.case !== "" ? metric.case : [],
        ),
      ),
    ),
  ].sort();
  const rows: [string, boolean, string, string][] = [
    ["all", false, "findings", "findings_per_kloc"],
    ...LEVELS.map((level): [string, boolean, string, string] => [
      level,
      false,
      `findings_${level}`,
      `findings_${level}_per_kloc`,
    ]),
    ...names.map((of): [string, boolean, string, string] => [
      `class ${of}`,
      true,
      `${of}/findings`,
      `${of}/findings_per_kloc`,
    ]),
  ];
  return {
    note: "The count; then, from 2,000 lines on, by 1,000 lines, with its interval, which is wider in truth: findings come in clusters. No rule: the linter looks for nothing of that class, which is not 0.",
    table: {
      title: "Findings by severity and class",
      columns: [name("findings"), ...ofEach(records)],
      rows: rows.map(([label, ofClass, count, density]) => [
        words(label),
        ...records.map((record) => byLines(record, ofClass, count, density)),
      ]),
    },
  };
}

function each(records: ResultRecord[], kind: Finding["kind"], title: string): Noted | null {
  const found = sortedBy(
    findingsOf(records, [kind]),
    severityRank,
    ({ file }) => file ?? "",
    ({ line }) => line ?? 0,
  );
  if (found.length === 0) return null;
  return {
    search: true,
    folded: kind === "suppressed",
    table: {
      title,
      columns: ["where", "lint", "class", "severity", "rated by", "implementation", "what", "CWE"].map(
        (label) => name(label),
      ),
      rows: found.map((finding) => [
        placeOf(finding),
        words(finding.id),
        words(finding.class ?? "unknown"),
        severityCell(finding),
        ratedBy(finding),
        words(finding.implementation),
        words(finding.title ?? ""),
        words(finding.cwe ?? ""),
      ]),
    },
  };
}

export function lintParts(records: ResultRecord[]): Noted[] {
  return [
    totals(records),
    classes(records),
    each(records, "weakness", "Each finding") ?? [],
    each(records, "suppressed", "Each suppressed one") ?? [],
    durationPart(records, "lint"),
  ].flat();
}

export const LINT_READING = [
  "The density of findings is not security: most findings are harmless, and linters miss much.",
  "Severities are the tool's own or this project's mapping, as the table of the findings says; those of two linters are two scales.",
  "The interval is that of the count alone. It says how far chance could have moved it, had the findings come one by one; they come in clusters, so the true one is wider. It does not say how good the rules are.",
  "Suppressed: what the source code asks the linter not to report.",
];

// ---- weaknesses written on purpose ----

export function controlSentence(record: ResultRecord): string {
  const others = (
    [
      ["rejected", "refused by the compiler"],
      ["not_applicable", "not possible in the language"],
      ["missed", "missed"],
    ] as const
  ).flatMap(([outcome, text]) => {
    const count = number(record, `weaknesses_${outcome}`);
    return count ? `, ${whole(count)} ${text}` : [];
  });
  const alarms = number(record, "false_alarms");
  return [
    `${record.implementation}: ${number(record, "weaknesses_detected") ?? "unknown"} of ${number(record, "weaknesses") ?? "unknown"} weaknesses found by the linter`,
    ...others,
    alarms === null ? "" : alarms === 0 ? "; no false alarm" : `; ${plural(alarms, "false alarm")}`,
  ].join("");
}

function outcomes(records: ResultRecord[]): Noted {
  return {
    table: {
      title: "How many were found",
      columns: [
        name("implementation"),
        ...["weaknesses", "detected", "refused", "not applicable", "missed", "false alarms"].map((label) =>
          figure(label),
        ),
      ],
      rows: records.map((record) => [
        words(record.implementation),
        ...["", "_detected", "_rejected", "_not_applicable"].map((end) =>
          counted(record, `weaknesses${end}`),
        ),
        alarming(counted(record, "weaknesses_missed")),
        alarming(counted(record, "false_alarms")),
      ]),
    },
  };
}

/** Words, and a sign for those who skim; a shape, so that no colour is needed. */
const OUTCOMES: { [outcome in NonNullable<Finding["outcome"]>]: Omit<Cell, "raw"> } = {
  detected: { text: "✓ detected", tone: "good" },
  rejected: { text: "■ refused by compiler", tone: "good" },
  not_applicable: { text: "– not applicable" },
  missed: { text: "✗ missed", tone: "bad" },
};

function outcomeCell({ outcome }: Finding, falseAlarm: boolean): Cell {
  const cell: Cell = {
    ...(outcome ? OUTCOMES[outcome] : { text: "unknown" }),
    raw: outcome ?? null,
    shaped: true,
  };
  return falseAlarm
    ? { ...cell, text: `${cell.text}, false alarm`, raw: `${outcome}, false alarm`, tone: "bad" }
    : cell;
}

function matrix(records: ResultRecord[]): Noted | null {
  const seeded = sortedBy(findingsOf(records, ["seeded"]), ({ id }) => id);
  const alarms = findingsOf(records, ["twin"]).filter(({ outcome }) => outcome === "detected");
  if (seeded.length === 0) return null;
  return {
    note: "False alarm: the linter reports the safe twin of the weakness too.",
    table: {
      title: "Weakness by weakness",
      columns: [
        name("weakness"),
        name("CWE"),
        ...ofEach(records).map((column) => ({ ...column, numeric: false })),
      ],
      rows: [...new Set(seeded.map(({ id }) => id))].map((id) => {
        const same = seeded.filter((finding) => finding.id === id);
        return [
          words(id),
          words([...new Set(same.flatMap(({ cwe }) => cwe ?? []))].sort().join(", ")),
          ...records.map(({ implementation }) => {
            const own = same.find((finding) => finding.implementation === implementation);
            return own
              ? outcomeCell(
                  own,
                  alarms.some((twin) => twin.id === id && twin.implementation === implementation),
                )
              : { text: "not in it", raw: null };
          }),
        ];
      }),
    },
  };
}

/** What an engineer needs to look it up. */
function places(records: ResultRecord[]): Noted | null {
  const found = sortedBy(
    findingsOf(records, ["seeded", "twin"]).filter(({ file }) => file),
    ({ id }) => id,
    ({ implementation }) => implementation,
    ({ kind }) => kind,
    ({ file }) => file ?? "",
    ({ line }) => line ?? 0,
  );
  if (found.length === 0) return null;
  return {
    folded: true,
    search: true,
    table: {
      title: "Where each is, and what found it",
      columns: ["weakness", "implementation", "kind", "linter says", "place", "what"].map((label) =>
        name(label),
      ),
      rows: found.map((finding) => [
        words(finding.id),
        words(finding.implementation),
        words(finding.kind === "seeded" ? "weakness" : "safe twin"),
        words((finding.aliases ?? []).join(", ")),
        placeOf(finding),
        words(finding.title ?? ""),
      ]),
    },
  };
}

export function controlParts(records: ResultRecord[]): Noted[] {
  return [outcomes(records), matrix(records) ?? [], places(records) ?? []].flat();
}

export const CONTROL_READING = [
  "Every weakness is written on purpose, in each language where it is possible, with a safe twin beside it that does the same rightly.",
  "Not applicable: the language does not let one write it, which is neither found nor missed.",
  "Refused by the compiler: it does not build, so that it cannot be shipped.",
];
