// axe.e2e.ts - no page breaks WCAG 2.2 A or AA in a way that axe can see, light or dark
import { readFileSync } from "node:fs";
import type { AxeResults, RunOptions } from "axe-core";
import { describe, expect, test } from "vitest";
import { HASHES, open } from "./site";

declare const axe: { run: (root: Document, options: RunOptions) => Promise<AxeResults> };

const source = readFileSync("node_modules/axe-core/axe.min.js", "utf8");
const runOnly = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];

describe.each(["light", "dark"] as const)("%s", (colorScheme) => {
  test.each(Object.entries(HASHES))("%s", async (_, hash) => {
    const { page } = await open(hash, { colorScheme });
    const dark = await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme);
    expect(dark).toBe(colorScheme);
    await page.evaluate(source);
    const { violations } = await page.evaluate((options) => axe.run(document, options), { runOnly });
    expect(violations.map(({ id, impact, nodes }) => `${id} (${impact}): ${nodes[0]?.html}`)).toEqual([]);
  });
});
