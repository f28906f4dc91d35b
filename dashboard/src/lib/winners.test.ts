import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Benchmark, Comparison, OverviewRecord, OverviewSession, ResultRecord } from "../data/contracts";
import { overviewRecord, ranking } from "./winners";
import { winsByCategory } from "./wins";

const root = fileURLToPath(new URL("../../../", import.meta.url));
const hasJq = spawnSync("jq", ["--version"]).status === 0;

// ---- by hand ----

const benchmark: Benchmark = {
  ...{
    id: "etl",
    title: "etl",
    category: "performance",
    compare: ["wall_time", "max_rss"],
    incomparable: null,
  },
};

type Hand = [name: string, value: number, verdict: string | null, more?: Partial<OverviewRecord>];

function comparison(implementation: string, reference: string, verdict: string, ratio: number): Comparison {
  return {
    ...{
      case: "",
      metric: "wall_time",
      unit: "s",
      implementation,
      reference,
      n: 10,
      n_reference: 10,
      paired: true,
    },
    ...{
      ratio,
      ratio_lo: ratio * 0.99,
      ratio_hi: ratio * 1.01,
      confidence: 0.95,
      p: 0.01,
      p_holm: 0.01,
      a12: 1,
    },
    ...{ mde: 1.02, n_quiet: 10, ratio_quiet: null, ratio_quiet_lo: null, ratio_quiet_hi: null, verdict },
  };
}

/** Whose verdict is null was not compared: the reference, "a". */
function session(...records: Hand[]): OverviewSession {
  const base = records[0]?.[1] ?? 1;
  return {
    ...{ run: "run", benchmark: "etl", profile: "quick", machine: "m" },
    records: records.map(([implementation, value, verdict, more]) => ({
      ...{ implementation, class: "plain", verified: true, status: "ok", reason: null, measured: 0 },
      disturbed: { rounds: 0, of: 10 },
      metrics: { wall_time: { value, lo: null, hi: null, n: 10, unit: "s", direction: "lower" } },
      comparisons: verdict === null ? [] : [comparison(implementation, "a", verdict, value / base)],
      ...more,
    })),
  };
}

const winnersOf = (...records: Hand[]) => {
  const { winners, why } = ranking(session(...records), benchmark);
  return [winners, why];
};

describe("who wins", () => {
  test("the reference, if all others are behind", () => {
    expect(winnersOf(["a", 1, null], ["b", 2, "slower"])).toEqual([["a"], null]);
  });
  test("all that are equivalent to it", () => {
    expect(winnersOf(["a", 1, null], ["b", 1.01, "equivalent"], ["c", 2, "slower"])).toEqual([
      ["a", "b"],
      null,
    ]);
  });
  test("the highest, where more of what is no rate is better", () => {
    const share = { value: 90, lo: null, hi: null, n: 10, unit: "%", direction: "higher" } as const;
    const record = (name: string, value: number, verdict: string | null): Hand => [
      name,
      value,
      verdict,
      {
        metrics: { wall_time: { ...share, value } },
        comparisons: verdict === null ? [] : [{ ...comparison(name, "a", verdict, value / 90), unit: "%" }],
      },
    ];
    expect(winnersOf(record("a", 90, null), record("b", 60, "lower"))).toEqual([["a"], null]);
  });
  test("nobody, if one is unclear", () => {
    const [winners, why] = winnersOf(["a", 1, null], ["b", 1.03, "inconclusive"], ["c", 1.01, "equivalent"]);
    expect([winners, why]).toEqual([[], "These rounds cannot tell a from b."]);
  });
  test("an unclear one that is not verified is no obstacle", () => {
    expect(winnersOf(["a", 1, null], ["b", 1.03, "inconclusive", { verified: false }])).toEqual([
      ["a"],
      null,
    ]);
  });
  test.each([false, null])("nobody, if the reference is not verified (%s)", (verified) => {
    expect(winnersOf(["a", 1, null, { verified }], ["b", 2, "slower"])).toEqual([
      [],
      "The answers of a are not verified.",
    ]);
  });
  test("no tie for those that are not verified", () => {
    expect(winnersOf(["a", 1, null], ["b", 1, "equivalent", { verified: null }])[0]).toEqual(["a"]);
  });
  test("nobody alone, and nobody who is left over", () => {
    expect(winnersOf(["a", 1, null])).toEqual([[], "Only a worked: nothing to compare it with."]);
    expect(winnersOf(["a", 1, null], ["b", 1, "slower", { status: "failed" }])[0]).toEqual([]);
    expect(winnersOf(["a", 1, null, { status: "timeout", metrics: {} }])).toEqual([
      [],
      "No implementation worked.",
    ]);
  });
  test("nobody, if the reference is gone", () => {
    const failed: Partial<OverviewRecord> = { status: "bad_answer", metrics: {} };
    expect(winnersOf(["a", 1, null, failed], ["b", 2, "slower"], ["c", 3, "slower"])).toEqual([
      [],
      "What these were compared with is not among them.",
    ]);
  });
  test("nobody, if nothing was compared", () => {
    const alone: Partial<OverviewRecord> = { comparisons: [] };
    expect(winnersOf(["a", 1, null], ["b", 2, "slower", alone])).toEqual([
      [],
      "They were not compared in wall time.",
    ]);
  });
  test("another class neither ties nor stands in the way, and comes last", () => {
    const found = ranking(
      session(
        ["a", 1, null],
        ["b", 0.5, "faster", { class: "library" }],
        ["c", 1.02, "inconclusive", { class: "library" }],
        ["d", 3, "slower"],
      ),
      benchmark,
    );
    expect(found.winners).toEqual(["a"]);
    expect(found.rows.map((row) => [row.record.implementation, row.place])).toEqual([
      ["a", "reference"],
      ["d", "behind"],
      ["b", "other class"],
      ["c", "other class"],
    ]);
  });
  test("nobody where numbers must not be set against each other", () => {
    const one = ranking(session(["a", 1, null], ["b", 2, "slower"]), {
      ...benchmark,
      incomparable: "Not so.",
    });
    expect([one.winners, one.why]).toEqual([[], "Not so."]);
  });
  test("nobody in a metric in which the reference is not the best", () => {
    const rss = { value: 1, lo: null, hi: null, n: 10, unit: "B", direction: "lower" } as const;
    const smaller = { ...comparison("b", "a", "smaller", 0.5), metric: "max_rss", unit: "B" };
    const found = ranking(
      session(
        ["a", 1, null, { metrics: { max_rss: rss } }],
        ["b", 2, null, { metrics: { max_rss: rss }, comparisons: [smaller] }],
      ),
      benchmark,
      "max_rss",
    );
    expect(found.winners).toEqual([]);
    expect(found.why).toContain("b did better in peak memory");
  });
  test("more is better where it is", () => {
    const rate = (value: number) => ({
      wall_time: { value, lo: null, hi: null, n: 3, unit: "B/s", direction: "higher" as const },
    });
    const found = ranking(
      session(["b", 1, "slower", { metrics: rate(1) }], ["a", 2, null, { metrics: rate(2) }]),
      benchmark,
    );
    expect(found.rows.map((row) => row.record.implementation)).toEqual(["a", "b"]);
    expect(found.winners).toEqual(["a"]);
  });
});

describe("wins of a category", () => {
  const named = (id: string, more: Partial<Benchmark> = {}): Benchmark => ({ ...benchmark, id, ...more });
  const benchmarks = [
    ...[
      named("won"),
      named("tied"),
      named("unclear"),
      named("not-run"),
      named("no-python"),
      named("other-class"),
    ],
    named("alone"),
    named("scan", { incomparable: "Not so." }),
    named("other", { category: "quality" }),
  ];
  const of = (id: string, ...records: Hand[]) => ({ ...session(...records), benchmark: id });
  const sessions = [
    of("won", ["a", 1, null], ["python", 3, "slower"], ["a-x", 1, "equivalent"]),
    of("tied", ["a", 1, null], ["python", 1, "equivalent"]),
    of("unclear", ["a", 1, null], ["python", 1, "inconclusive"]),
    of("no-python", ["a", 1, null], ["b", 2, "slower"], ["python", 9, "slower", { verified: false }]),
    of("other-class", ["a", 1, null], ["b", 2, "slower"], ["python", 1, "faster", { class: "library" }]),
    of("scan", ["a", 1, null], ["python", 1, "slower"]),
    of("alone", ["a", 1, null], ["python", 1, null]),
  ];
  test("are counted by language, over all that somebody can win", () => {
    const all = benchmarks.map((benchmark) => {
      const session = sessions.find((one) => one.benchmark === benchmark.id);
      return { benchmark, ranking: session ? ranking(session, benchmark) : null };
    });
    const wins = winsByCategory(all);
    const counted = wins.map(({ language, fates: { won, tied, behind, undecided, missing } }) => [
      language,
      ...[won, tied, behind, undecided, missing].map(({ length }) => length),
    ]);
    expect(counted).toEqual([
      ["a", 3, 1, 0, 1, 1],
      ["python", 0, 1, 1, 1, 3],
      ["b", 0, 0, 2, 0, 4],
    ]);
    expect(wins[1]?.fates.behind).toEqual(["won"]);
    for (const { of, unranked } of wins) expect([of, unranked]).toEqual([6, 2]);
  });
});

// ---- against the reports ----

interface Said {
  benchmark: string;
  run: string;
  metric: string;
  winners: string[];
  rows: [string, string][];
}

/** As mk/bin/report does it; rows and winners of all sessions at once. */
function reports(records: ResultRecord[]): Said[] {
  const parts = [
    "report/units",
    "report/imported",
    "report",
    ...["scans", "security", "quality", "scanned"].map((p) => `report/${p}`),
  ];
  const program = `${parts.map((part) => readFileSync(join(root, "mk", `${part}.jq`), "utf8")).join("\n")}
    .[] | model(0) as $m | $m | scanned | {benchmark, winners, metric, run: .shared.run_id,
      rows: [$m.rows[] | [.name, .place]]}`;
  const sessions = [...bySession(records).values()];
  const { stdout, stderr, status } = spawnSync("jq", ["-c", program], {
    ...{ input: JSON.stringify(sessions), encoding: "utf8", maxBuffer: 1e9 },
  });
  if (status !== 0) throw new Error(stderr);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as Said);
}

function bySession(records: ResultRecord[]): Map<string, ResultRecord[]> {
  const sessions = new Map<string, ResultRecord[]>();
  for (const record of records) {
    const key = [record.benchmark_id, record.profile, record.run_id].join("\n");
    sessions.set(key, [...(sessions.get(key) ?? []), record]);
  }
  return sessions;
}

function recordsBelow(folder: string): ResultRecord[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".json"))
    .map((name) => JSON.parse(readFileSync(join(folder, name), "utf8")) as ResultRecord)
    .filter((record) => record.benchmark_id && record.run_id && Array.isArray(record.comparisons));
}

describe.skipIf(!hasJq)("winners are those of the reports", () => {
  const folders = (process.env.RECORDED ?? "results/published results/normalized").split(" ");
  const records = folders.flatMap((folder) =>
    recordsBelow(folder.startsWith("/") ? folder : join(root, folder)),
  );
  const said = records.length > 0 ? reports(records) : [];
  const sessions = bySession(records);

  test("there are sessions", () => expect(said.length).toBeGreaterThan(0));
  test.each(said.map((one) => [`${one.benchmark} ${one.run}`, one] as const))("%s", (_, report) => {
    const list =
      [...sessions.values()].find(([r]) => r?.benchmark_id === report.benchmark && r.run_id === report.run) ??
      [];
    const [first] = list;
    if (!first) throw new Error("no such session");
    const own: OverviewSession = {
      ...{ run: first.run_id, benchmark: first.benchmark_id, profile: first.profile },
      ...{ machine: first.environment.machine_class, records: list.map(overviewRecord) },
    };
    const compare =
      [...list].sort((a, b) => (a.implementation < b.implementation ? -1 : 1))[0]?.spec.compare ?? [];
    const found = ranking(own, {
      ...benchmark,
      id: own.benchmark,
      compare,
      incomparable: first.spec.incomparable ?? null,
    });
    expect(found.winners).toEqual(report.winners);
    expect(found.metric).toBe(report.metric);
    const places = found.rows.filter(({ place }) => place !== "failed");
    expect(places.map(({ record, place }) => [record.implementation, place])).toEqual(report.rows);
    expect(found.winners.length > 0 || found.why !== null).toBe(true);
  });
});
