import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ResultRecord } from "../data/contracts";
import { severityCell } from "./severity";
import { days, lags, vulnerabilitiesTable } from "./vulnerabilities";

/** The published records that have vulnerabilities. */
function published(): ResultRecord[] {
  const folder = new URL("../../../results/published", import.meta.url).pathname;
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((file) => /depscan-[^/]*\/[^/]+\.json$/.test(file))
    .map((file): ResultRecord => JSON.parse(readFileSync(join(folder, file), "utf8")));
}

describe("of the published records", () => {
  const records = published();

  it("all findings are listed, and as many of each severity as the metrics count", () => {
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) {
      const rows = vulnerabilitiesTable([record])?.rows ?? [];
      expect(rows.length).toBe(record.metrics.vulnerabilities?.value);
      for (const severity of ["critical", "high", "medium", "low", "unrated"]) {
        const count = rows.filter((row) => row[3]?.raw === severity).length;
        expect(count, severity).toBe(record.metrics[`${severity}/vulnerabilities`]?.value);
      }
      const ranks = rows.map((row) => row[3]?.order ?? Number.NaN);
      expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
    }
  });

  it("the lags of the findings have the median and the extremes of the metrics", () => {
    let compared = 0;
    for (const { metrics, evidence } of records) {
      const of = (evidence?.findings ?? [])
        .filter(({ kind }) => kind === "vulnerability")
        .map((finding) => lags(finding, evidence?.snapshots?.[0]?.date));
      for (const [name, values] of [
        ["time_to_patch", of.flatMap(({ patch }) => patch ?? [])],
        ["exposure_lag", of.flatMap(({ exposure }) => exposure ?? [])],
      ] as const) {
        const metric = metrics[name];
        if (!metric) continue;
        values.sort((a, b) => a - b);
        const half = (values.length - 1) / 2;
        const median = ((values[Math.floor(half)] ?? 0) + (values[Math.ceil(half)] ?? 0)) / 2;
        expect([values.at(0), median, values.at(-1)]).toEqual([metric.min, metric.value, metric.max]);
        compared++;
      }
    }
    expect(compared).toBeGreaterThan(0);
  });
});

it("what is not known is no number", () => {
  expect(
    lags({ subject: "x", kind: "vulnerability", id: "1", published: "2024-01-01" }, "2024-02-01"),
  ).toEqual({
    patch: null,
    exposure: null,
  });
  expect(days(null)).toEqual({ text: "unknown", raw: null });
  expect(days(-12 * 86400)).toEqual({ text: "-12 d", raw: -12 });
  expect(days(800 * 86400).text).toBe("2.2 years");
});

it("severities differ in their shape, and unrated is not low", () => {
  const cells = ["critical", "high", "medium", "low", "unrated", undefined].map(severityCell);
  expect(new Set(cells.map(({ text }) => text)).size).toBe(6);
  expect(cells.map(({ order }) => order)).toEqual([0, 1, 2, 3, 4, 5]);
  expect(severityCell("none of these").text).toBe("unknown");
});
