import { describe, expect, test } from "vitest";
import { CHOICES, FILTERS, format, PAGES, type Place, parse } from "./place";

/** Words that a URL, a list or a form could trip over. */
const WORDS = [
  "c",
  "rust",
  "a,b",
  "100 %",
  "%2C",
  "a&b=c",
  "#/x?y",
  "c++",
  "a+b",
  "é ü 漢字 👍",
  " ",
  "..",
  "'\"<>`\\",
  "__proto__",
];

let seed = 7;
function random(below: number): number {
  seed = (seed * 48271) % 0x7fffffff;
  return seed % below;
}
const word = () => WORDS[random(WORDS.length)] ?? "c";

function anyPlace(): Place {
  const place: Place = {
    page: PAGES[random(PAGES.length)] ?? "overview",
    name: random(2) ? word() : "",
    filters: {},
    choices: {},
  };
  for (const key of FILTERS)
    if (random(2)) place.filters[key] = [...new Set(Array.from({ length: 1 + random(4) }, word))].sort();
  for (const key of CHOICES) if (random(3) === 0) place.choices[key] = word();
  return place;
}

describe("a place and its hash", () => {
  test("parse(format(place)) is place, as a browser hands the hash back", () => {
    for (let i = 0; i < 2000; i++) {
      const place = anyPlace();
      const hash = format(place);
      expect(parse(hash)).toEqual(place);
      expect(parse(new URL(hash, "file:///site/index.html").hash)).toEqual(place);
      expect(format(parse(hash))).toBe(hash);
    }
  });

  test("can be read", () => {
    const filters = { language: ["rust", "c"], profile: ["quick"] };
    expect(format({ page: "benchmark", name: "etl", filters, choices: { metric: "max_rss" } })).toBe(
      "#/benchmark/etl?language=c,rust&profile=quick&metric=max_rss",
    );
    expect(format({ page: "overview", name: "", filters: {}, choices: {} })).toBe("#/");
    expect(format({ page: "overview", name: "", filters: { machine: ["m"] }, choices: {} })).toBe(
      "#/?machine=m",
    );
  });

  test("of equal places the hash is equal", () => {
    const of = (language: string[]) =>
      format({ page: "records", name: "", filters: { language }, choices: { q: "" } });
    expect(of(["rust", "c", "rust", ""])).toBe(of(["c", "rust"]));
    expect(of([])).toBe("#/records");
  });

  test.each([
    ["", { page: "overview", name: "", filters: {}, choices: {} }],
    ["#nonsense/x", { page: "overview", name: "x", filters: {}, choices: {} }],
    [
      "#/records?q=a+b&q2=x&=&language=,&machine=%zz",
      { page: "records", name: "", filters: { machine: ["%zz"] }, choices: { q: "a b" } },
    ],
    [
      "#/records?q=a=b?c&constructor=x&__proto__=y",
      { page: "records", name: "", filters: {}, choices: { q: "a=b?c" } },
    ],
    ["#/records?machine=gone", { page: "records", name: "", filters: { machine: ["gone"] }, choices: {} }],
  ])("what somebody typed: %s", (hash, place) => {
    expect(parse(hash)).toEqual(place);
  });

  test("half a character does no harm", () => {
    expect(
      parse(format({ page: "records", name: "", filters: {}, choices: { q: "a\ud800" } })).choices.q,
    ).toBe("a\ufffd");
  });
});
