// methodology.test.ts - sections of a text, and shares in words
import { expect, test } from "vitest";
import type { Block, GateSelftest, Methodology } from "../data/contracts";
import { gateTable, gateTrials, sectionsOf, shareText, slug, thresholdsTable } from "./methodology";

const heading = (level: number, text: string): Block => ({
  kind: "heading",
  level,
  text: [{ kind: "text", text }],
});
const paragraph = (text: string): Block => ({ kind: "paragraph", text: [{ kind: "text", text }] });

test("a text is its introduction and its sections, and nothing of it is lost but its title", () => {
  const text = [
    heading(1, "Methods"),
    paragraph("before"),
    heading(2, "A run, `timed`"),
    paragraph("one"),
    heading(3, "deeper"),
    heading(2, "Statistics"),
  ];
  const { introduction, sections } = sectionsOf(text);
  expect(introduction).toEqual([text[1]]);
  expect(sections).toEqual([
    { id: "a-run-timed", title: "A run, `timed`", blocks: [text[3], text[4]] },
    { id: "statistics", title: "Statistics", blocks: [] },
  ]);
  expect(sectionsOf([])).toEqual({ introduction: [], sections: [] });
});

test("names of sections are plain words with dashes", () => {
  expect(slug("Rounds and their order")).toBe("rounds-and-their-order");
  expect(slug("  “What?” – 5 % ")).toBe("what-5");
});

test("of a share of none or all only the open side is said", () => {
  expect(shareText({ k: 0, n: 201, lo: 0, hi: 0.01875 })).toBe("0 of 201 (at most 1.9 %)");
  expect(shareText({ k: 67, n: 67, lo: 0.94577, hi: 1 })).toBe("67 of 67 (at least 94.6 %)");
  expect(shareText({ k: 33, n: 67, lo: 0.37652, hi: 0.60936 })).toBe("33 of 67 (37.7 to 60.9 %)");
});

const share = (k: number, n: number) => ({ k, n, lo: k / n / 2, hi: (k / n + 1) / 2 });
const gate: GateSelftest = {
  rounds: 20,
  time: "2026-11-21T17:35:37Z",
  machine_class: "141d57eb4b482dbe",
  cpu_model: "a processor",
  false_fail: share(2, 200),
  false_fail_unconfirmed: share(5, 200),
  false_warn: share(3, 200),
  detections: [{ slowdown_percent: 10, ratio: 1.1, caught: share(60, 67), failed: share(16, 67) }],
};

test("the gate's errors are those of its trials: with measuring again in the table, without in words", () => {
  expect(gateTrials(gate)).toContain("failed 5 of 200");
  expect(gateTable(gate).rows.map((row) => row.map((cell) => cell.raw))).toEqual([
    [0, 200, 2, 0.01, 3],
    [10, 67, 16, 16 / 67, 44],
  ]);
});

test("a benchmark's own threshold stands above the metric's, and that above the gate's", () => {
  const thresholds = {
    confidence: 0.95,
    warn_percent: 5,
    fail_percent: 10,
    metrics: [{ metric: "max_rss", unit: "B", warn_percent: 3, fail_percent: 8, floor: 4096 }],
    benchmarks: [
      { benchmark: "etl", metric: "max_rss", thresholds: { fail_percent: 20 } },
      { benchmark: "etl", metric: "wall_time", thresholds: { warn_percent: 1 } },
    ],
  };
  const table = thresholdsTable({ gate: thresholds } as unknown as Methodology);
  expect(table?.rows.map((row) => row.map((cell) => cell.raw))).toEqual([
    ["all others", 5, 10, 0],
    ["max_rss", 3, 8, 4096],
    ["max_rss of etl", 3, 20, 4096],
    ["wall_time of etl", 1, 10, 0],
  ]);
  expect(thresholdsTable({ gate: null } as unknown as Methodology)).toBeNull();
});
