// findings.ts - what scanners, linters, test suites and builds found, as mk/report/scanned.jq
// says it: sentences, tables, and how to read them
import type { Benchmark, ResultRecord } from "../data/contracts";
import { DEPENDENCIES_READING, dependenciesParts, vulnerabilitiesSentence } from "./dependencies";
import { digestCell } from "./facts";
import { FLAKY_READING, flakyParts, flakySentence } from "./flaky";
import { figureCell, grouped, spaced } from "./format";
import {
  CONTROL_READING,
  controlParts,
  controlSentence,
  LINT_READING,
  lintParts,
  lintSentence,
} from "./lint";
import { figure, type Noted, name, ofEach, ofEachText, sortedBy, whole } from "./scans";
import { type Cell, type Column, words } from "./table";

interface Kind {
  verb: string;
  sentence: (record: ResultRecord) => string;
  parts: (records: ResultRecord[]) => Noted[];
  reading: string[];
}

const KINDS = {
  dependencies: {
    verb: "scanned",
    sentence: vulnerabilitiesSentence,
    parts: dependenciesParts,
    reading: DEPENDENCIES_READING,
  },
  control: { verb: "checked", sentence: controlSentence, parts: controlParts, reading: CONTROL_READING },
  lint: { verb: "linted", sentence: lintSentence, parts: lintParts, reading: LINT_READING },
  flaky: { verb: "tested", sentence: flakySentence, parts: flakyParts, reading: FLAKY_READING },
} satisfies { [kind: string]: Kind };

/** What tells that a benchmark is of a kind: a metric; or, if nothing worked, its name. */
const SIGNS: [metric: string, prefix: string, kind: keyof typeof KINDS][] = [
  ["vulnerabilities", "depscan", "dependencies"],
  ["weaknesses", "lint-control", "control"],
  ["findings", "lint", "lint"],
  ["tests_flaky", "flaky", "flaky"],
];

function kindOf(records: ResultRecord[], benchmark: string): Kind | null {
  const sign =
    SIGNS.find(([metric]) => records.some((record) => record.metrics[metric])) ??
    SIGNS.find(([, prefix]) => benchmark.startsWith(prefix));
  return sign ? KINDS[sign[2]] : null;
}

/** What is said in words, in tables, and of how to read them; null of a benchmark that finds nothing. */
export interface Findings {
  statements: string[];
  parts: Noted[];
  reading: string[];
}

export function findings(records: ResultRecord[], benchmark: Benchmark): Findings | null {
  const all = byName(records);
  const ok = all.filter(({ status }) => status === "ok");
  const not = all.filter(({ status }) => status !== "ok");
  const kind = kindOf(records, benchmark.id);
  const evident = records.some(({ evidence }) => evidence);
  if (!kind && !evident && benchmark.category === "performance") return null;
  const verb = kind?.verb ?? "run";
  const said = [
    ...(kind ? ok.map((record) => `${kind.sentence(record)}.`) : []),
    ...not.map((record) => failedSentence(record, verb)),
  ];
  return {
    statements: said,
    parts: [
      failedPart(not, verb) ?? [],
      ok.length > 0 ? (kind ? kind.parts(ok) : loopParts(ok)) : [],
      [toolsPart(all), snapshotsPart(ok), subjectsPart(ok)].flatMap((item) => item ?? []),
    ].flat(),
    reading: kind?.reading ?? [],
  };
}

function byName(records: ResultRecord[]): ResultRecord[] {
  return sortedBy(records, ({ implementation }) => implementation);
}

/** "3 of 3 rounds: why; 1 of 1 warm-up: why" is why, but "1 of 3 rounds: why" is that. */
function firstReason(reason: string): string {
  return reason
    .replace(/^([0-9]+) of \1 [a-z-]+: /, "")
    .replace(/; [0-9]+ of [0-9]+ [a-z-]+: .*/s, "")
    .replace(/\.$/, "");
}

function failedSentence({ implementation, status, reason }: ResultRecord, verb: string): string {
  const inPart = /^([0-9]+) of (?!\1 )[0-9]+ round/.test(reason ?? "");
  const what =
    status === "bad_answer" ? "did not give the known answer" : inPart ? "has no result" : `was not ${verb}`;
  return `${implementation} ${what}: ${firstReason(reason ?? "the reason is unknown")}.`;
}

/** What to do about it, as make bench says it. */
function hint({ status, benchmark_id: bench, implementation }: ResultRecord): string {
  switch (status) {
    case "build_failed":
      return `see build/${bench}/${implementation}.log`;
    case "tool_missing":
      return `make deps-security installs it; then make bench-${bench}`;
    case "tool_failed":
      return `what it depends on being mended, make bench-${bench} measures again; else make remeasure-${bench}`;
    case "missing_toolchain":
      return `install it, or leave it out: make bench-${bench} IMPLS=...`;
    default:
      return `it is a result, and kept: to try again, make remeasure-${bench}`;
  }
}

function failedPart(records: ResultRecord[], verb: string): Noted | null {
  if (records.length === 0) return null;
  return {
    note: "Nothing is known of these: no number stands for them.",
    table: {
      title: `Not ${verb}`,
      columns: ["implementation", "status", "reason", "what to do"].map((label) => name(label)),
      rows: records.map((record) => [
        words(record.implementation),
        { ...words(record.status), tone: "bad" },
        words(record.reason ?? "unknown"),
        words(hint(record)),
      ]),
    },
  };
}

function toolsPart(records: ResultRecord[]): Noted | null {
  const rows = records.flatMap(({ implementation, status, evidence }) => {
    const state: Cell =
      status === "ok" ? { text: "did its work", raw: status } : { ...words(status), tone: "bad" };
    const tools = evidence?.tools ?? [{ name: "unknown", version: "unknown" }];
    return tools.map((tool) => [words(implementation), words(tool.name), words(tool.version), state]);
  });
  return {
    table: {
      title: "Tools that ran",
      columns: ["implementation", "tool", "version", "status"].map((label) => name(label)),
      rows,
    },
  };
}

const MODES = {
  live: "the services of that moment",
  snapshot: "a snapshot",
  fixture: "a fixture whose findings are known",
};

function snapshotsPart(records: ResultRecord[]): Noted | null {
  const rows = records.flatMap(({ implementation, evidence }) =>
    (evidence?.snapshots ?? []).map((snapshot) => [
      words(implementation),
      words(snapshot.name),
      { text: evidence?.mode ? MODES[evidence.mode] : "unknown", raw: evidence?.mode ?? null },
      words(snapshot.date),
      {
        text: snapshot.advisories === undefined ? "unknown" : grouped(snapshot.advisories),
        raw: snapshot.advisories ?? null,
      },
      words(snapshot.commit?.slice(0, 12) ?? "unknown"),
      digestCell(snapshot.sha256),
      words(evidence?.releases_as_of ?? "unknown"),
    ]),
  );
  if (rows.length === 0) return null;
  return {
    table: {
      title: "Advisories",
      columns: [
        ...["implementation", "database", "scanned against", "of"].map((label) => name(label)),
        figure("advisories"),
        ...["commit", "SHA-256", "newest releases as of"].map((label) => name(label)),
      ],
      rows,
    },
  };
}

function subjectsPart(records: ResultRecord[]): Noted | null {
  const count = (value: number | undefined): Cell =>
    value === undefined ? { text: "", raw: null } : { text: grouped(value), raw: value };
  const rows = records.flatMap(({ implementation, evidence }) =>
    (evidence?.subjects ?? []).map((subject) => [
      words(subject.name),
      words(implementation),
      { text: subject.status.replaceAll("_", " "), raw: subject.status },
      count(subject.packages),
      count(subject.code_lines),
      count(subject.tests),
      subject.sha256 ? digestCell(subject.sha256) : words(""),
      words(subject.path ?? ""),
      words(subject.reason ?? ""),
    ]),
  );
  if (rows.length === 0) return null;
  const columns = [
    ...["subject", "implementation", "status"].map((label) => name(label)),
    ...["packages", "lines", "tests"].map((label) => figure(label)),
    ...["SHA-256", "path", "why"].map((label) => name(label)),
  ];
  return { folded: rows.length > 4, table: { title: "What was looked at", ...withoutBlank(columns, rows) } };
}

/** Without the columns that are empty in every row. */
function withoutBlank(columns: Column[], rows: Cell[][]): { columns: Column[]; rows: Cell[][] } {
  const kept = columns.map((_, i) => rows.some((row) => row[i]?.text !== ""));
  return {
    columns: columns.filter((_, i) => kept[i]),
    rows: rows.map((row) => row.filter((_, i) => kept[i])),
  };
}

/** Of a build: each loop from the change to the first line, its steps, and what it leaves. */
function loopParts(records: ResultRecord[]): Noted[] {
  const titles: [metric: string, title: string, unit: string][] = [
    ["loop_time", "Each loop, from the change to the first line", "s"],
    ["wall_time", "Inside the process, as the implementations report it", "s"],
    ["artifact_size", "Sizes", "B"],
  ];
  return titles.flatMap(([metric, title, unit]) => {
    const cases = records.flatMap((record) =>
      Object.values(record.metrics).flatMap((one) =>
        one.metric === metric && one.case !== "" ? one.case : [],
      ),
    );
    if (cases.length === 0) return [];
    return {
      table: {
        title,
        columns: [
          name("phase"),
          ...ofEach(records).map((column) => ({ ...column, key: `${column.key}_${metric}_${unit}` })),
        ],
        rows: [...new Set(cases)]
          .sort()
          .map((phase) => [
            words(phase),
            ...records.map((record) => figureCell(record.metrics[`${phase}/${metric}`]?.value, unit)),
          ]),
      },
    };
  });
}

/** What must be known to read it: what the implementations say, and rounds that did not agree. */
export function evidenceCaveats(records: ResultRecord[]): string[] {
  const ok = byName(records).filter(({ status }) => status === "ok");
  return [...ofEachText(ok, disagreeing), ...ofEachText(ok, ({ evidence }) => evidence?.caveats ?? [])];
}

const SAME = ["vulnerabilities", "findings", "weaknesses_missed", "false_alarms", "packages"];

/** Looking twice at the same thing finds the same, or something is not under control. */
function disagreeing(record: ResultRecord): string[] {
  return Object.values(record.metrics)
    .filter(({ metric, min, max }) => SAME.includes(metric) && min < max)
    .map(
      ({ metric, case: of, min, max }) =>
        `the rounds did not agree on ${spaced(metric)}${of ? ` (${of})` : ""}: ${whole(min)} to ${whole(max)}`,
    );
}
