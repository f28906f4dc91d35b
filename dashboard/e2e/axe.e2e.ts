// axe.e2e.ts - no page breaks WCAG 2.2 A or AA in a way that axe can see, light or dark
import { readFileSync } from "node:fs";
import type { AxeResults, RunOptions } from "axe-core";
import { expect, test } from "vitest";
import { HASHES, open } from "./site";

declare const axe: { run: (root: Document, options: RunOptions) => Promise<AxeResults> };

const source = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

test.each(Object.entries(HASHES))("%s", async (_, hash) => {
  const { page } = await open(hash);
  await page.evaluate(source);
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme });
    await page.waitForFunction(
      (wanted) => getComputedStyle(document.documentElement).colorScheme === wanted,
      colorScheme,
    );
    const { violations } = await page.evaluate((options) => axe.run(document, options), { runOnly });
    const said = violations.map(
      ({ id, impact, nodes }) => `${colorScheme}: ${id} (${impact}): ${nodes[0]?.html}`,
    );
    expect(said).toEqual([]);
  }
});
