// severity.ts - how bad a finding is: a word, a shape and a colour, and an order
import type { Cell, Tone } from "./table";

/** The worst first; unrated is no rating, and not the least. */
const SEVERITIES: [severity: string, shape: string, tone: Tone | null][] = [
  ["critical", "◆", "bad"],
  ["high", "▲", "bad"],
  ["medium", "■", "tie"],
  ["low", "▽", null],
  ["unrated", "○", "unsure"],
];

export function severityCell(word: string): Cell {
  const known = SEVERITIES.findIndex(([severity]) => severity === word);
  const order = known < 0 ? SEVERITIES.length : known;
  const [severity, shape, tone] = SEVERITIES[order] ?? [word, "", null];
  return {
    text: `${shape} ${severity}`.trim(),
    raw: severity,
    order,
    ...(tone ? { tone, shaped: true } : {}),
  };
}
