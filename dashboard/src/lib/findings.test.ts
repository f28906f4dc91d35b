// What the dashboard says of findings is what the reports say: sentences, and cell by cell.
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Benchmark, ResultRecord } from "../data/contracts";
import { uncontrolled } from "./caveats";
import { lags } from "./dependencies";
import { evidenceCaveats, findings } from "./findings";
import { findingsOf } from "./scans";

const ROOT = new URL("../../..", import.meta.url).pathname;

interface Report {
  statements?: string[];
  tables: {
    title: string | null;
    note?: string;
    head: { label: string }[];
    rows: { text: string; tone: string | null }[][];
  }[];
  caveats?: string[];
  reading?: string[];
  uncontrolled: string[];
}

/** What the reports make of each list of records. */
function reports(sessions: ResultRecord[][]): (Report | undefined)[] {
  const parts = ["units", "imported", "../report", "scans", "security", "quality", "scanned", "scan-details"];
  const program = parts.map((part) => readFileSync(join(ROOT, `mk/report/${part}.jq`), "utf8")).join("\n");
  const output = execFileSync(
    "jq",
    [
      "-c",
      "--argjson",
      "now",
      "1795249799",
      `${program}\n[model($now) | scanned | scan_details | del(.rows, .shared, .current)]`,
    ],
    { input: sessions.map((records) => JSON.stringify(records)).join("\n"), maxBuffer: 2 ** 28 },
  );
  return output
    .toString()
    .trim()
    .split("\n")
    .map((line) => (JSON.parse(line) as Report[])[0]);
}

/** The records of test/report-security.bats: all that can be in one. */
function fixture(bench: string): ResultRecord[] {
  const scans = join(ROOT, "test/data/scans");
  const output = execFileSync("jq", [
    ...["-c", "--arg", "bench", bench],
    ...["-f", join(scans, "records.jq"), join(scans, "base.json")],
  ]);
  return Object.values(JSON.parse(output.toString()) as { [implementation: string]: ResultRecord });
}

/** Those of security and quality that are published. */
function published(): ResultRecord[][] {
  const folder = join(ROOT, "results/published");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) =>
    /\/\w+\/[\w-]+\/[\w-]+\.json$/.test(file),
  );
  const sessions = new Map<string, ResultRecord[]>();
  for (const file of files.sort()) {
    const record = JSON.parse(readFileSync(join(folder, file), "utf8")) as ResultRecord;
    const key = [record.run_id, record.benchmark_id, record.profile].join();
    sessions.set(key, [...(sessions.get(key) ?? []), record]);
  }
  return [...sessions.values()];
}

const fixtures = ["depscan-2021", "lint-own", "lint-control", "flaky-own"].map(fixture);

/** The fixtures with a tenth of their metrics missing, another one each time; an interval goes with its figure. */
const torn = fixtures.flatMap((records) =>
  Array.from({ length: 10 }, (_, turn) =>
    records.map((record) => {
      const figures = [...new Set(Object.keys(record.metrics).map((key) => key.replace(/_(lo|hi)$/, "")))];
      const kept = (key: string) => figures.indexOf(key.replace(/_(lo|hi)$/, "")) % 10 !== turn;
      return {
        ...record,
        metrics: Object.fromEntries(Object.entries(record.metrics).filter(([key]) => kept(key))),
      };
    }),
  ),
);

const failed = fixtures.flatMap((records) =>
  (
    [
      ["tool_missing", "2 of 2 rounds: the scanner is not here; 1 of 1 warm-up: the scanner is not here"],
      ["tool_failed", "1 of 2 rounds: the scanner crashed."],
      ["bad_answer", "2 of 2 rounds: the answer is another"],
    ] as const
  ).map(([status, reason]) =>
    records.map((record, i) => {
      const { evidence: _, ...rest } = record;
      return i === 0 ? { ...rest, metrics: {}, status, reason } : record;
    }),
  ),
);

function benchmarkOf([record]: ResultRecord[]): Benchmark {
  if (!record) throw new Error("no record");
  return {
    id: record.benchmark_id,
    title: record.title,
    category: record.category,
    compare: record.spec.compare,
    incomparable: record.spec.incomparable ?? null,
  };
}

/** The words: the dashboard puts a shape before a severity. */
const bare = (text: string) => text.replace(/^[◆▲■▽○] (?=(critical|high|medium|low|unrated)$)/, "");

const OURS = ["Raw output of the tools", "Every figure"];

describe("findings are those of the reports", () => {
  const sessions = [...fixtures, ...torn, ...failed, ...published()];
  const wanted = reports(sessions);
  it.each(
    sessions.map((records, i) => ({ records, report: wanted[i], name: `${records[0]?.benchmark_id} ${i}` })),
  )("$name", ({ records, report }) => {
    expect(report).toBeDefined();
    if (!report) return;
    expect(uncontrolled(records)).toEqual(report.uncontrolled);
    const found = findings(records, benchmarkOf(records));
    expect(evidenceCaveats(records)).toEqual(report.caveats ?? []);
    if (!report.statements) return;
    expect(found?.statements).toEqual(report.statements);
    expect(found?.reading).toEqual(report.reading);
    const tables = report.tables.filter(({ title }) => title && !OURS.includes(title));
    const parts = new Map(found?.parts.map((part) => [part.table.title, part]));
    expect([...parts.keys()]).toEqual(expect.arrayContaining(tables.map(({ title }) => title)));
    for (const table of tables) {
      const part = parts.get(table.title ?? "");
      if (!part) continue;
      expect(part.note ?? "").toBe(table.note ?? "");
      const columns = table.head.map(({ label }) =>
        part.table.columns.findIndex((column) => column.label === label),
      );
      expect(columns, table.title ?? "").not.toContain(-1);
      const rows = part.table.rows.map((row) => columns.map((i) => bare(row[i]?.text ?? "")));
      expect(rows, table.title ?? "").toEqual(table.rows.map((row) => row.map(({ text }) => text)));
      const alarms = part.table.rows.map((row) => columns.map((i) => row[i]?.tone === "bad"));
      expect(alarms, table.title ?? "").toEqual(
        table.rows.map((row) => row.map(({ tone }) => tone === "bad")),
      );
    }
  });
});

describe("lags", () => {
  it("have the median that the records have", () => {
    const records = published()
      .flat()
      .filter((record) => record.metrics.time_to_patch && record.evidence?.snapshots);
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) {
      const own = findingsOf([record], ["vulnerability"]).map((finding) =>
        lags(finding, record.evidence?.snapshots?.[0]?.date ?? null),
      );
      for (const [metric, values] of [
        ["time_to_patch", own.flatMap(({ patch }) => patch ?? [])],
        ["exposure_lag", own.flatMap(({ exposure }) => exposure ?? [])],
      ] as const) {
        values.sort((a, b) => a - b);
        expect([Math.min(...values), Math.max(...values)]).toEqual([
          record.metrics[metric]?.min,
          record.metrics[metric]?.max,
        ]);
        expect(values[(values.length - 1) / 2] ?? record.metrics[metric]?.value).toBe(
          record.metrics[metric]?.value,
        );
      }
    }
  });
});
