// pictures.ts - the pages as they look, for the README: make dashboard-pictures
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { withPalette } from "./palette";
import { expectClean, HASHES, open } from "./site";

const folder = resolve(process.env.PICTURES ?? "../docs/img");
mkdirSync(folder, { recursive: true });

const SIZES = [
  { width: 360, height: 780 },
  { width: 768, height: 1024 },
  { width: 1440, height: 900 },
];

const pictures = [
  ...Object.entries(HASHES).flatMap(([title, hash]) =>
    SIZES.map((viewport) => ({ name: title.toLowerCase(), hash, viewport, colorScheme: "light" as const })),
  ),
  ...SIZES.map((viewport) => ({
    name: "benchmark-dark",
    hash: HASHES.Benchmark ?? "",
    viewport,
    colorScheme: "dark" as const,
  })),
];

test.each(pictures)("$name at $viewport.width px", async ({ name, hash, viewport, colorScheme }) => {
  const opened = await open(hash, { viewport, colorScheme });
  await opened.page.evaluate(() => document.fonts.ready);
  if (/^(benchmark|compare|trends)/.test(name))
    await opened.page.locator("figure svg path").first().waitFor({ state: "attached" });
  const picture = await opened.page.screenshot({ fullPage: process.env.WHOLE_PAGE !== undefined });
  writeFileSync(join(folder, `dashboard-${name}-${viewport.width}.png`), withPalette(picture));
  expectClean(opened);
  expect(await opened.page.getByRole("alert").count()).toBe(0);
});
