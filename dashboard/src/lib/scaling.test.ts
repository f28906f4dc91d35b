import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { ResultRecord } from "../data/contracts";
import { breakEvens, estimateOf, fitSaid, linesOf, type Swept, scalingTable, sweptOf } from "./scaling";

const folder = new URL("../../../results/published", import.meta.url).pathname;
const swept = sweptOf(
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => /\/quick\/etl\/[^/]*\.json$/.test(name))
    .map((name): ResultRecord => JSON.parse(readFileSync(join(folder, name), "utf8"))),
);
const named = (name: string, changes: Partial<Swept["scaling"]> = {}): Swept => {
  const found = swept.find(({ implementation }) => implementation === name);
  if (!found) throw new Error(`${name} was not swept`);
  return { implementation: name, scaling: { ...found.scaling, ...changes } };
};

it("the published sweep is drawn, the least cost of a row first", () => {
  const drawn = linesOf(swept);
  expect(drawn?.lines.map(({ implementation }) => implementation)).toEqual(["rust", "c", "python"]);
  expect(drawn).toMatchObject({ of: "rows", unit: "s", least: 1000 });
  expect(fitSaid(swept)).toBe("All are linear.");
});

it("only the newest sweep counts", () => {
  const records = swept.map(({ implementation, scaling }, i) => ({
    implementation,
    scaling: i === 0 ? scaling : { ...scaling, started: "2001-01-01T00:00:00Z" },
  }));
  expect(sweptOf(records as ResultRecord[])).toHaveLength(1);
});

it("whom a break-even calls cheaper is so beyond it, and not before", () => {
  const both = [named("rust"), named("c", { break_even: 2347.4, break_even_lo: 1590, break_even_hi: 3339 })];
  expect(breakEvens(both)).toEqual(["From 2,347 rows on (1,590–3,339) rust takes less than c."]);
  const [fast, slow] = linesOf(both)?.lines ?? [];
  const lead = (rows: number) =>
    (slow?.start ?? 0) + rows * (slow?.each ?? 0) - (fast?.start ?? 0) - rows * (fast?.each ?? 0);
  expect(lead(1e9)).toBeGreaterThan(0);
  expect(breakEvens([named("rust"), named("c", { slope_ratio: 0.5, break_even_hi: 0 })])).toEqual([
    "c always takes less than rust.",
  ]);
});

it("nothing is said of one that is hidden, does not fit, or may never take less", () => {
  expect(breakEvens([named("c")])).toEqual([]);
  expect(breakEvens([named("rust"), named("c", { verdict: "not_linear" })])).toEqual([]);
  const { break_even_hi: _, ...unbounded } = named("c").scaling;
  expect(breakEvens([named("rust"), { implementation: "c", scaling: unbounded }])).toEqual([]);
});

it("the start of a line that does not fit is unknown, everywhere", () => {
  const bent = named("c", { verdict: "not_linear", reason: "it bends" });
  expect(estimateOf(bent, "intercept")).toMatchObject({ text: "unknown", raw: null });
  expect(estimateOf(bent, "slope").raw).toBe(bent.scaling.slope);
  expect(linesOf([bent])).toBeNull();
  expect(scalingTable([bent]).rows[0]?.map(({ text }) => text)).toContain("it bends");
  expect(fitSaid([named("rust"), bent])).toBe("The others are linear, but c not linear (it bends).");
});
