// contracts.ts - what pack writes under dist/data and the page reads: one file a shard
//
// A shard NAME is the script data/NAME.js, which calls plumbline(NAME, DATA): a page that is
// opened from a file may load scripts, but not JSON.  Integers that stand for a word index
// the lists of Dimensions.  null is what is not known or not there.  Times are seconds since
// 1970 (UTC), values are in the unit of their metric without prefix.
//
//   index                         Index       all runs and records, a line each
//   overview                      Overview    the newest session of each benchmark, profile, machine
//   claims                        Claims      what claims(1) says of the newest records
//   methodology                   Methodology the configuration and the docs
//   columns/BENCH@PROFILE@MACHINE Columns     the main metrics of all runs
//   session/RUN@BENCH@PROFILE     Session     a session's records, whole
//   memory/RUN@BENCH@PROFILE      Memory      memory and CPU over time, from the raw files
//   trends/BENCH@PROFILE@METRIC   Trends      the course of a metric, with change points
//   about/BENCH                   About       the benchmark's README and annotations
//
// shardName() makes the names.

import type { Cell } from "../lib/table";
import type { Record as ResultRecord } from "../schemas/types";

export type { ResultRecord };
export type Environment = ResultRecord["environment"];
export type Metric = ResultRecord["metrics"][string];
export type Comparison = ResultRecord["comparisons"][number];
export type Evidence = NonNullable<ResultRecord["evidence"]>;
export type Profile = ResultRecord["profile"];
export type Category = ResultRecord["category"];

/** The version of these contracts: the page refuses data of another. */
export const FORMAT = 1;

export interface Benchmark {
  id: string;
  title: string;
  category: Category;
  /** The metrics that comparator compares, the one that decides first. */
  compare: string[];
  /** Why nobody can win here; null if somebody can. */
  incomparable: string | null;
}

export interface Machine {
  /** machine_class of the environment: 16 hexadecimal digits. */
  id: string;
  /** For people: processor, count, kernel. */
  label: string;
}

export interface Dimensions {
  benchmark: Benchmark[];
  implementation: string[];
  profile: string[];
  machine: Machine[];
  commit: string[];
  status: string[];
  /** Fairness classes. */
  class: string[];
}

/** Sessions in order of time, oldest first; the records of one follow those of the one before. */
export interface Index {
  format: typeof FORMAT;
  dims: Dimensions;
  sessions: {
    run: string[];
    time: number[];
    benchmark: number[];
    profile: number[];
    machine: number[];
    commit: (number | null)[];
    dirty: (0 | 1 | null)[];
    /** How many records it has. */
    records: number[];
    /** 1: its records are here whole (session/...); 0: only their lines of the history. */
    whole: (0 | 1)[];
    /** 1: memory over time is here (memory/...). */
    memory: (0 | 1)[];
  };
  records: {
    implementation: number[];
    status: number[];
    /** null: only the history knows of it. */
    class: (number | null)[];
    verified: (0 | 1 | null)[];
    /** Why the status is not ok, by the record's number. */
    reason: { [record: string]: string };
  };
  broken: Broken[];
  /** Records of other tools, which are not shown: how many. */
  imported: number;
  /** The metrics there are trends of, by BENCH@PROFILE. */
  trends: { [series: string]: string[] };
  /** Which of the shards of their own there are. */
  claims: boolean;
  gate: GateSelftest | null;
}

/** A file that should be a record but is not, or a part of the data that could not be read. */
export interface Broken {
  path: string;
  reason: string;
}

/** The newest whole session of each benchmark, profile and machine. */
export interface Overview {
  format: typeof FORMAT;
  sessions: OverviewSession[];
}

export interface OverviewSession {
  run: string;
  benchmark: string;
  profile: Profile;
  machine: string;
  records: OverviewRecord[];
}

/** What a row of a ranking needs; overviewRecord() in lib/winners.ts makes it of a record. */
export interface OverviewRecord {
  implementation: string;
  class: string;
  verified: boolean | null;
  status: ResultRecord["status"];
  reason: string | null;
  /** When its last round began. */
  measured: number | null;
  /** Timed rounds in which something else was busy, of so many; null if it is not known. */
  disturbed: { rounds: number | null; of: number };
  /** The compared metrics of the whole run (case ""), by name. */
  metrics: { [metric: string]: Figure };
  /** Of the whole run, with one reference. */
  comparisons: Comparison[];
}

export interface Figure {
  value: number;
  lo: number | null;
  hi: number | null;
  n: number;
  unit: string;
  direction: Metric["direction"];
}

export interface Columns {
  format: typeof FORMAT;
  metrics: { metric: string; case: string; unit: string; direction: Metric["direction"] }[];
  /** A row for each record of these runs, in the order of the index: numbers of records in it. */
  record: number[];
  /** [metric][row] */
  value: (number | null)[][];
  lo: (number | null)[][];
  hi: (number | null)[][];
  n: (number | null)[][];
}

export interface Session {
  format: typeof FORMAT;
  run: string;
  /** Verbatim. */
  records: ResultRecord[];
  /** Every implementation against every other, from comparator -a; null if nothing was compared. */
  pairs: Comparison[] | null;
  /** What the reports say of it; null in old sessions, of which there are too many. */
  report: Report | null;
  /** Files that the page can link to: path in a record -> path beside index.html. */
  files: { [path: string]: string };
  /** Of implementations that have one: path beside index.html. */
  flameGraphs: { [implementation: string]: string };
}

/** A session as mk/bin/report -f json tells it: mk/report/json.jq documents the fields. */
export interface Report {
  benchmark: string;
  profile: string;
  run_id: string;
  headline: string;
  statements: string[];
  notice: string | null;
  tables: ReportTable[];
  facts: [string, string | string[]][];
  caveats: string[];
  uncontrolled: string[];
  reading: string[];
}

export interface ReportTable {
  title: string;
  note: string | null;
  /** It belongs to the headline. */
  first: boolean;
  /** It is long. */
  folded: boolean;
  /** unit: of all values of the column. */
  head: { label: string; right: boolean; unit: string | null }[];
  /** Without raw the text says all. */
  rows: (Omit<Cell, "raw"> & Partial<Pick<Cell, "raw">>)[][];
}

export interface Memory {
  format: typeof FORMAT;
  series: MemorySeries[];
}

/** At most 500 points: of each stretch of time the least and the most. */
export interface MemorySeries {
  implementation: string;
  round: number;
  /** Seconds since the round began. */
  time: number[];
  /** Bytes, of the process and its children. */
  memory: number[];
  memoryMetric: string;
  /** Share of one processor in the 50 ms before, 1 is all of it; null if it was not sampled. */
  cpu: (number | null)[];
}

export interface Trends {
  format: typeof FORMAT;
  runs: { run: string[]; time: number[]; commit: (string | null)[]; dirty: (boolean | null)[] };
  series: TrendSeries[];
}

export interface TrendSeries {
  implementation: string;
  case: string;
  metric: string;
  unit: string;
  direction: Metric["direction"];
  /** Within a segment values can be compared: same workload, dataset, toolchain, machine. */
  segments: TrendSegment[];
}

export interface TrendSegment {
  id: string;
  machine: string;
  dataset: string;
  toolchain: string | null;
  workload: string;
  /** Number of the run, of each point. */
  run: number[];
  value: (number | null)[];
  lo: (number | null)[];
  hi: (number | null)[];
  /** Of points whose status is not ok, by their number in the segment. */
  failed: { [point: string]: string };
  changes: TrendChange[];
}

/** A row of changepoint(1); from and to are commits or runs, as it writes them. */
export interface TrendChange {
  /** The first point after it, in the segment. */
  point: number;
  from: string;
  to: string;
  /** The median of the values between it and the change before or after it. */
  before: number;
  after: number;
  verdict: string;
  ratio: number | null;
  ratio_lo: number | null;
  ratio_hi: number | null;
  p: number | null;
  annotation: { reason: string; expires: string; expired: boolean } | null;
}

/** claims -J, by profile. */
export interface Claims {
  format: typeof FORMAT;
  profiles: { [profile: string]: ClaimsReport };
}

export interface ClaimsReport {
  counts: { [status: string]: number };
  claims: Claim[];
}

export interface Claim {
  benchmark_id: string;
  profile: string;
  claim: string;
  implementation: string;
  against: string | null;
  metric: string;
  case: string;
  percentile: number | null;
  unit: string | null;
  relation: string;
  target: number;
  value: number | null;
  interval: { lo: number; hi: number; confidence: number } | null;
  n: number | null;
  status: string;
  reason: string | null;
  run_id: string | null;
  timestamp: string | null;
  commit_sha: string | null;
}

/** results/gate/selftest.json: how often the gate was wrong. */
export interface GateSelftest {
  rounds: number;
  time: string;
  machine_class: string;
  cpu_model: string;
  false_fail: Share;
  false_fail_unconfirmed: Share;
  false_warn: Share;
  detections: { slowdown_percent: number; ratio: number; caught: Share; failed: Share }[];
}

/** k of n, with a 95 % interval of the share. */
export interface Share {
  k: number;
  n: number;
  lo: number;
  hi: number;
}

export interface Methodology {
  format: typeof FORMAT;
  /** docs/methodology.md. */
  text: Block[];
  benchmarks: {
    id: string;
    title: string;
    category: Category;
    description: string;
    /** The fairness class that is usual here. */
    class: string;
    rules: string[];
    compare: string[];
    profiles: { profile: string; rounds: number; warmups: number; timeout: number; dataset: string }[];
    claims: number;
  }[];
  /** From when on the gate warns and fails, as gate(1) itself says; null if it is not built. */
  gate: GateThresholds | null;
  /** The environment of each machine's newest session. */
  environments: { machine: string; environment: Environment }[];
}

export interface GateThresholds {
  confidence: number;
  warn_percent: number;
  fail_percent: number;
  /** What is other than these two, or has a floor: of the whole run. */
  metrics: { metric: string; unit: string; warn_percent: number; fail_percent: number; floor: number }[];
  /** Of benchmarks that set their own: as in the spec. */
  benchmarks: { benchmark: string; metric: string; thresholds: { [name: string]: number } }[];
}

export interface About {
  format: typeof FORMAT;
  /** workloads/BENCH/README.md. */
  text: Block[];
  annotations: { [field: string]: string }[];
}

/** A part of a text; never HTML. */
export type Block =
  | { kind: "heading"; level: number; text: Inline[] }
  | { kind: "paragraph"; text: Inline[] }
  | { kind: "list"; ordered: boolean; items: Block[][] }
  | { kind: "code"; text: string }
  | { kind: "quote"; blocks: Block[] }
  | { kind: "table"; head: Inline[][]; rows: Inline[][][] };

export type Inline =
  | { kind: "text" | "code" | "strong" | "emphasis"; text: string }
  | { kind: "link"; text: string; href: string };

/** What is usual in a file's name stays, if it is short; of the rest a digest, so that names differ. */
export function shardName(kind: string, ...parts: string[]): string {
  const part = (text: string) =>
    /^[A-Za-z0-9._-]{1,64}$/.test(text) && !text.startsWith(".") ? text : `x${fnv1a(text)}`;
  return `${kind}/${parts.map(part).join("@")}`;
}

/** FNV-1a of 64 bits over UTF-16 units, in hexadecimal (Fowler, Noll, Vo). */
function fnv1a(text: string): string {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < text.length; i++)
    hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}
