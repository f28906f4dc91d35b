import { expect, test } from "vitest";
import { languageOf, seriesStyle } from "./series";

const ALL = [
  "c",
  "c-openblas",
  "python",
  "python-aiohttp",
  "python-httpx",
  "python-orjson",
  "rust",
  "rust-hyper",
  "go",
  "zig",
];

test("the languages have their colours whoever else is there", () => {
  const colours = (all: string[]) =>
    ["c", "python-orjson", "rust"].map((name) => seriesStyle(name, all).colour);
  expect(colours(ALL)).toEqual(["--series-1", "--series-2", "--series-3"]);
  expect(colours([])).toEqual(colours(ALL));
  expect(colours(["python-orjson", "zig"])).toEqual(colours(ALL));
});

test("of two implementations colour or shape differ, within a language the shape and the dash", () => {
  const styles = ALL.map((name) => seriesStyle(name, ALL));
  expect(new Set(styles.map(({ colour, symbol }) => `${colour} ${symbol}`)).size).toBe(ALL.length);
  const pythons = ALL.filter((name) => languageOf(name) === "python").map((name) => seriesStyle(name, ALL));
  expect(new Set(pythons.map(({ symbol }) => symbol)).size).toBe(4);
  expect(new Set(pythons.map(({ dash }) => String(dash))).size).toBe(4);
});

test("the plain one has the circle, also where it is not", () => {
  expect(seriesStyle("python", ALL)).toEqual({ colour: "--series-2", symbol: "circle", dash: [] });
  expect(seriesStyle("python-httpx", ["python-httpx"]).symbol).not.toBe("circle");
});

test("the order of all does not matter", () => {
  for (const name of ALL) expect(seriesStyle(name, [...ALL].reverse())).toEqual(seriesStyle(name, ALL));
});
