import { join } from "node:path";
import { expect, test } from "vitest";
import type { ResultRecord } from "../src/data/contracts";
import { grouped } from "./group";
import { pairsOf } from "./pairs";
import { whole } from "./read";
import { BUILT, ROOT, read } from "./testing";

test.skipIf(!BUILT)("pairs are the records' own comparisons, and those with every other reference", () => {
  const { records } = read(join(ROOT, "results/published"));
  const sessions = grouped(records, ({ run, benchmark, profile }) => [run, benchmark, profile].join("\n"));
  let compared = 0;
  for (const session of sessions.values()) {
    const full = session.map(whole);
    const pairs = pairsOf(ROOT, full);
    for (const comparison of full.flatMap((record) => record.comparisons)) {
      const same = pairs?.find((pair) => isOf(comparison, pair));
      if (!same) {
        expect(rebuildable(full, comparison), JSON.stringify(comparison)).toBe(false);
        continue;
      }
      expect(same).toEqual(comparison);
      const { implementation, reference } = comparison;
      const turned = { ...comparison, implementation: reference, reference: implementation };
      expect(pairs?.find((pair) => isOf(turned, pair))?.ratio ?? 0).toBeCloseTo(
        comparison.ratio ? 1 / comparison.ratio : 0,
        6,
      );
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(100);
});

function isOf(
  comparison: ResultRecord["comparisons"][number],
  pair: ResultRecord["comparisons"][number],
): boolean {
  return (["case", "metric", "implementation", "reference"] as const).every(
    (key) => pair[key] === comparison[key],
  );
}

/** Whether both records have a value for each timed round. */
function rebuildable(records: ResultRecord[], of: ResultRecord["comparisons"][number]): boolean {
  return [of.implementation, of.reference].every((implementation) => {
    const record = records.find((one) => one.implementation === implementation);
    const timed = record?.rounds.filter((round) => round.phase === "timed").length;
    return Object.values(record?.metrics ?? {}).some(
      (metric) =>
        metric.metric === of.metric &&
        metric.case === (of.case ?? "") &&
        (metric.samples ?? metric.round_medians)?.length === timed,
    );
  });
}
