import { describe, expect, test } from "vitest";
import type { Comparison, Metric, ResultRecord } from "../data/contracts";
import { hidden, type Line, runs, warnings, within } from "./compare";

function metric(value: number, lo: number, hi: number, more: Partial<Metric> = {}): Metric {
  return {
    ...{
      metric: "wall_time",
      case: "",
      unit: "s",
      direction: "lower",
      value,
      n: 20,
      min: lo,
      max: hi,
      median: value,
    },
    ...{
      q1: null,
      q3: null,
      p90: null,
      p95: null,
      p99: null,
      "p99.9": null,
      mean: null,
      stddev: null,
      mad: null,
    },
    interval: { lo, hi, confidence: 0.95 },
    ...{ samples: null, ...more },
  };
}

/** Only what is looked at; the rest of a record is not needed here. */
function record(metrics: { [key: string]: Metric }, more: object = {}): ResultRecord {
  return {
    ...{
      implementation: "c",
      language: "c",
      variant: "",
      profile: "quick",
      dirty: false,
      timer_sha256: "t".repeat(64),
    },
    environment: { machine_class: "0123456789abcdef", kernel: "6.1", governor: null, reasons: {} },
    dataset: { name: "a.csv", content_sha256: "d".repeat(64) },
    spec: { sha256: "s".repeat(64), arguments: ["{dataset}"] },
    ...{
      build: { toolchain: "gcc 12" },
      fairness: { class: "plain", tags: null },
      order: { method: "blocks", seed: 1 },
    },
    ...{ answer: { verified: true }, disturbances: { rounds: 0, of: 12 }, metrics, ...more },
  } as unknown as ResultRecord;
}

function one(a: Metric | null, b: Metric | null): Line {
  const [found] = runs(record(a ? { m: a } : {}), record(b ? { m: b } : {}), ["wall_time"]);
  if (!found) throw new Error("nothing found");
  return found;
}

describe("run against run", () => {
  test("the ratio is a to b, the interval holds the worst of both", () => {
    const found = one(metric(2, 1.8, 2.2), metric(1, 0.9, 1.2));
    expect(found).toMatchObject({
      ratio: 2,
      ratio_lo: 1.8 / 1.2,
      ratio_hi: 2.2 / 0.9,
      verdict: "slower",
      tone: "bad",
    });
  });
  test("turned round, it says the opposite", () => {
    const [x, y] = [metric(2, 1.9, 2.1), metric(1, 0.95, 1.02)];
    const [forth, back] = [one(x, y), one(y, x)];
    expect([forth.verdict, back.verdict]).toEqual(["slower", "faster"]);
    expect((forth.ratio ?? 0) * (back.ratio ?? 0)).toBeCloseTo(1, 12);
    expect((forth.ratio_lo ?? 0) * (back.ratio_hi ?? 0)).toBeCloseTo(1, 12);
  });
  test.each([
    ["an interval around 1", metric(1.2, 0.9, 1.5), metric(1, 0.9, 1.1), "inconclusive", "unsure"],
    [
      "beyond 1, but not beyond 5 %",
      metric(1.04, 1.035, 1.045),
      metric(1, 0.999, 1.001),
      "equivalent",
      "tie",
    ],
    [
      "beyond 1 with a part beyond 5 %",
      metric(1.04, 1.02, 1.06),
      metric(1, 0.99, 1.01),
      "inconclusive",
      "unsure",
    ],
    ["within 5 %", metric(1, 0.99, 1.01), metric(1, 0.99, 1.01), "equivalent", "tie"],
    [
      "more is better",
      metric(2, 1.9, 2.1, { unit: "B/s", direction: "higher" }),
      metric(1, 0.9, 1.1),
      "faster",
      "good",
    ],
    ["bytes", metric(2, 1.9, 2.1, { unit: "B" }), metric(1, 0.9, 1.1), "larger", "bad"],
    [
      "neither",
      metric(2, 1.9, 2.1, { unit: "%", direction: "neutral" }),
      metric(1, 0.9, 1.1),
      "changed",
      undefined,
    ],
    ["only a", metric(1, 1, 1), null, "only a", undefined],
    ["only b", null, metric(1, 1, 1), "only b", undefined],
  ])("%s", (_, a, b, verdict, tone) => {
    expect(one(a, b)).toMatchObject({ verdict, tone });
  });
  test("an interval of too few rounds is none", () => {
    const few = { interval: { lo: 1.9, hi: 2.1, confidence: 0.75 } };
    const found = one(metric(2, 1.9, 2.1, few), metric(1, 0.9, 1.1));
    expect(found).toMatchObject({ ratio: 2, ratio_lo: null, ratio_hi: null, verdict: "inconclusive" });
  });

  const count = (value: number, more: Partial<Metric> = {}) =>
    metric(value, value, value, { unit: "1", metric: "vulnerabilities", ...more });
  test.each([
    ["one more of a thousand", count(1001), count(1000), "higher", "bad"],
    ["the same", count(7), count(7), "equal", "tie"],
    ["none any more", count(0), count(3), "lower", "good"],
    [
      "more is better",
      count(4, { direction: "higher" }),
      count(3, { direction: "higher" }),
      "higher",
      "good",
    ],
    ["fewer is worse", count(2, { direction: "higher" }), count(3, { direction: "higher" }), "lower", "bad"],
    [
      "a size",
      count(101, { unit: "B", metric: "encoded_size" }),
      count(100, { unit: "B", metric: "encoded_size" }),
      "larger",
      "bad",
    ],
    ["neither", count(4, { direction: "neutral" }), count(3, { direction: "neutral" }), "changed", undefined],
    [
      "rounds that disagreed",
      metric(3, 2, 4, { unit: "1", metric: "findings" }),
      count(3),
      "inconclusive",
      "unsure",
    ],
    [
      "the kernel's",
      count(1, { metric: "major_faults" }),
      count(0, { metric: "major_faults" }),
      "inconclusive",
      "unsure",
    ],
  ])("counts are exact: %s", (_, a, b, verdict, tone) => {
    expect(one(a, b)).toMatchObject({ verdict, tone });
  });

  test("every metric and case of either, and which of them the benchmark compares", () => {
    const a = record({ x: metric(1, 1, 1), y: metric(1, 1, 1) });
    const b = record({ y: metric(1, 1, 1), z: count(1) });
    const lines = runs(a, b, ["wall_time"]);
    expect(lines.map(({ verdict, main }) => [verdict, main])).toEqual([
      ["only a", true],
      ["equivalent", true],
      ["only b", false],
    ]);
    expect(lines.map(({ implementation }) => implementation)).toEqual(["c", "c", "c"]);
  });
});

test("within a run: comparator's a against b, never b against a", () => {
  const pairs = [
    ["c", "rust", 4, "slower"],
    ["rust", "c", 0.25, "faster"],
    ["c", "python", 9, "slower"],
  ].map(
    ([implementation, reference, ratio, verdict]) =>
      ({ implementation, reference, ratio, verdict, metric: "wall_time", case: "" }) as Comparison,
  );
  const metrics = { m: metric(1, 1, 1), n: metric(1, 1, 1, { metric: "max_rss", unit: "B" }) };
  const lines = within(record(metrics, { implementation: "rust" }), record(metrics), ["wall_time"], pairs);
  expect(lines.map(({ ratio, verdict, tone }) => [ratio, verdict, tone])).toEqual([
    [0.25, "faster", "good"],
    [null, "not compared", undefined],
  ]);
});

describe("what else differs", () => {
  test("nothing between a record and itself", () => {
    expect(hidden(record({}), record({}))).toEqual([]);
  });
  test("the seed of the order is no difference", () => {
    expect(hidden(record({}), record({}, { order: { method: "blocks", seed: 2 } }))).toEqual([]);
  });
  test.each([
    ["profile", { profile: "full" }, "full"],
    ["machine", { environment: { machine_class: "f", kernel: "6.1", governor: null } }, "f"],
    ["kernel", { environment: { machine_class: "0123456789abcdef", kernel: "6.2", governor: null } }, "6.2"],
    [
      "CPU governor",
      { environment: { machine_class: "0123456789abcdef", kernel: "6.1", governor: "powersave" } },
      "powersave",
    ],
    [
      "dataset",
      { dataset: { name: "a.csv", content_sha256: "e".repeat(64) } },
      "a.csv, content eeeeeeeeeeee",
    ],
    ["specification", { spec: { sha256: "x".repeat(64), arguments: ["{dataset}"] } }, "xxxxxxxxxxxx"],
    ["arguments", { spec: { sha256: "s".repeat(64), arguments: ["-v"] } }, "-v"],
    ["timer", { timer_sha256: "u".repeat(64) }, "uuuuuuuuuuuu"],
    ["toolchain", { build: { toolchain: "gcc 13" } }, "gcc 13"],
    ["fairness class", { fairness: { class: "library", tags: null } }, "library"],
    ["tag threads", { fairness: { class: "plain", tags: { threads: 4 } } }, "4"],
    ["answers", { answer: { verified: null } }, "not verified"],
    ["other load", { disturbances: { rounds: 3, of: 12 } }, "in a quarter of the rounds or more"],
    ["work tree", { dirty: true }, "with changes"],
  ])("%s", (what, more, b) => {
    expect(hidden(record({}), record({}, more))).toEqual([expect.objectContaining({ what, b })]);
  });
  test("of two languages the toolchain always differs", () => {
    expect(hidden(record({}), record({}, { language: "rust", build: { toolchain: "rustc" } }))).toEqual([]);
  });
});

test("the same hidden difference of several is said once, the decisive ones first", () => {
  const kernel = { what: "kernel", a: "6.1", b: "6.2" };
  const machine = { what: "machine", a: "m1", b: "m2" };
  expect(
    warnings([
      { where: "etl rust", hidden: [kernel] },
      { where: "etl c", hidden: [kernel, machine] },
    ]),
  ).toEqual([
    { ...machine, where: ["etl c"] },
    { ...kernel, where: ["etl rust", "etl c"] },
  ]);
});
