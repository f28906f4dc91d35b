import { existsSync, mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ResultRecord } from "../src/data/contracts";
import { grouped } from "./group";
import { pairsOf } from "./pairs";
import { readRecords, whole } from "./read";

const root = join(import.meta.dirname, "../..");
const built = existsSync(join(root, "build/bin/comparator"));

test.skipIf(!built)("pairs are the records' own comparisons", () => {
  const folder = process.env.RECORDED ?? join(root, "results/published");
  const { records } = readRecords(
    join(root, "schemas"),
    [folder],
    join(mkdtempSync(join(tmpdir(), "pairs-")), "read"),
    () => {},
  );
  const sessions = grouped(records, ({ run, benchmark, profile }) => [run, benchmark, profile].join("\n"));
  let compared = 0;
  for (const session of sessions.values()) {
    const full = session.map(whole);
    const pairs = pairsOf(root, full);
    for (const comparison of full.flatMap((record) => record.comparisons)) {
      const same = pairs?.find(
        (pair) =>
          pair.case === comparison.case &&
          (["metric", "implementation", "reference"] as const).every((key) => pair[key] === comparison[key]),
      );
      if (!same) {
        expect(rebuildable(full, comparison), JSON.stringify(comparison)).toBe(false);
        continue;
      }
      expect(same).toEqual(comparison);
      compared++;
    }
  }
  expect(compared).toBeGreaterThan(100);
});

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
