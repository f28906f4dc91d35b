// WCAG 2.2, 1.4.3 and 1.4.11: text against what is behind it 4.5:1, marks 3:1, in both themes
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";

const css = readFileSync(new URL("style.css", import.meta.url), "utf8");

/** Variables of the rules with exactly that selector. */
function variables(selector: string): { [name: string]: string } {
  const found: { [name: string]: string } = {};
  for (const [, selectors, body] of css.replace(/\/\*.*?\*\//gs, "").matchAll(/([^{}]+)\{([^{}]*)\}/g))
    if (selectors?.split(",").some((one) => one.trim() === selector))
      for (const [, name, value] of (body ?? "").matchAll(/(--[\w-]+):\s*([^;]+);/g))
        if (name && value) found[name] = value.trim();
  return found;
}

/** Relative luminance of #rrggbb. */
function luminance(colour: string): number {
  const digits = /^#([0-9a-f]{6})$/i.exec(colour)?.[1];
  if (!digits) throw new Error(`${colour} is not #rrggbb`);
  const [r = 0, g = 0, b = 0] = [0, 2, 4].map((i) => {
    const c = Number.parseInt(digits.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a);
  return (light + 0.05) / (dark + 0.05);
}

const light = variables(":root");
const themes = { light, dark: { ...light, ...variables(':root[data-theme="dark"]') } };
const TEXTS = ["--text", "--muted", "--link", "--good", "--bad", "--tie", "--unsure"];
const MARKS = Array.from({ length: 8 }, (_, i) => `--series-${i + 1}`);

test("the formula is that of WCAG", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 6);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

describe.each(Object.entries(themes))("%s", (_, theme) => {
  const of = (name: string) => theme[name] ?? `no ${name}`;
  test.each(["--page", "--raised"])("texts on %s", (ground) => {
    const poor = TEXTS.filter((name) => contrast(of(name), of(ground)) < 4.5);
    expect(poor).toEqual([]);
  });
  test.each(["--page", "--raised"])("marks on %s", (ground) => {
    const poor = MARKS.filter((name) => contrast(of(name), of(ground)) < 3);
    expect(poor).toEqual([]);
  });
  test("series are told from each other", () => {
    const colours = MARKS.map(of);
    expect(new Set(colours).size).toBe(colours.length);
  });
});

test("the dark theme has colours of its own for all", () => {
  const own = variables(':root[data-theme="dark"]');
  expect([...TEXTS, ...MARKS, "--page", "--raised", "--line"].filter((name) => !own[name])).toEqual([]);
});
