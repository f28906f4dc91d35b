// series.ts - how each implementation is drawn, everywhere alike: its language has the colour, its variant the shape

export interface SeriesStyle {
  /** Name of a CSS variable. */
  colour: string;
  /** Of ECharts. */
  symbol: string;
  /** Lengths of line and gap; [] is a whole line. */
  dash: number[];
}

const COLOURS = 8;
const FIXED = ["c", "python", "rust"];
const SYMBOLS = ["circle", "triangle", "rect", "diamond", "arrow", "pin", "roundRect"];
const DASHES = [[], [6, 3], [2, 2], [8, 3, 2, 3], [12, 4], [4, 6], [1, 4]];

/** all: the implementations that share a page; of two the style differs. */
export function seriesStyle(implementation: string, all: string[]): SeriesStyle {
  const language = languageOf(implementation);
  const others = sorted(all.map(languageOf)).filter((word) => !FIXED.includes(word));
  const place = [...FIXED, ...others].indexOf(language);
  const family = sorted(all.filter((name) => languageOf(name) === language));
  // the plain one has the circle also where it is not there
  const variant = family.filter((name) => name !== language).indexOf(implementation) + 1;
  return {
    colour: `--series-${(Math.max(place, 0) % COLOURS) + 1}`,
    symbol: SYMBOLS[variant % SYMBOLS.length] ?? "circle",
    dash: DASHES[variant % DASHES.length] ?? [],
  };
}

export function languageOf(implementation: string): string {
  return implementation.split("-", 1)[0] ?? implementation;
}

function sorted(words: string[]): string[] {
  return [...new Set(words)].sort();
}
