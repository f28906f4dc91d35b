// differences.ts - ratios of A to B with their intervals, the largest first, a lane each
import type { Mark } from "../components/legend";
import type { Line } from "../lib/compare";
import { lineName, type Names, verdictText } from "../lib/differences";
import { humaneRatio } from "../lib/format";
import type { Tone } from "../lib/table";
import { lanesOption } from "./lanes";
import type { Drawing } from "./options";

/** More lanes than this are a table. */
export const LANES = 30;

/** A name has one line, or where there is little room three. */
export function differencesHeight(count: number, wide: boolean): number {
  return 60 + (wide ? 26 : 46) * count;
}

/** The lines that can be drawn. */
export function drawable(lines: Line[]): Line[] {
  return lines
    .filter(({ ratio, barred }) => ratio !== null && ratio > 0 && barred.length === 0)
    .slice(0, LANES);
}

const CHANGED: Mark = { label: "changed", colour: "--text", symbol: "diamond" };

const MARKS: { [tone in Tone]: Mark } = {
  good: { label: "better", colour: "--good", symbol: "triangle" },
  bad: { label: "worse", colour: "--bad", symbol: "triangle", turned: true },
  tie: { label: "the same within 5 %", colour: "--tie", symbol: "circle" },
  unsure: { label: "too uncertain to tell", colour: "--unsure", symbol: "circle", hollow: true },
};

function markOf({ tone }: Line): Mark {
  return tone ? MARKS[tone] : CHANGED;
}

export function differencesOption(lines: Line[], names: Names): Drawing {
  const lanes = lines.map((line) => {
    const { colour, symbol, hollow = false, turned = false } = markOf(line);
    const { ratio, ratio_lo: lo, ratio_hi: hi } = line;
    const said = [lineName(line), verdictText(line, names), `A ÷ B ${humaneRatio(ratio, lo, hi)}`];
    const estimate = {
      value: ratio ?? 1,
      lo,
      hi,
      colour,
      symbol,
      hollow,
      rotate: turned ? 180 : 0,
      lines: said,
    };
    return { name: lineName(line), estimates: [estimate] };
  });
  return lanesOption(lanes, "×", true);
}

/** Of the marks only those there are. */
export function differencesLegend(lines: Line[], [nameA]: Names): Mark[] {
  const marks = [...new Set(lines.map(markOf))];
  return marks.map((mark) =>
    mark.symbol === "triangle" ? { ...mark, label: `${nameA} is ${mark.label}` } : mark,
  );
}
