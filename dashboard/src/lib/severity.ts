// severity.ts - how bad a finding is: a word, a shape and a colour, and an order
import type { Evidence } from "../data/contracts";
import type { Cell, Tone } from "./table";

export type Finding = Evidence["findings"][number];

/** The worst first; unrated is no rating, and not the least. */
const SEVERITIES: [severity: NonNullable<Finding["severity"]>, shape: string, tone: Tone | null][] = [
  ["critical", "◆", "bad"],
  ["high", "▲", "bad"],
  ["medium", "■", "tie"],
  ["low", "▽", null],
  ["unrated", "○", "unsure"],
];

export function severityRank(word: string | undefined): number {
  const rank = SEVERITIES.findIndex(([severity]) => severity === word);
  return rank < 0 ? SEVERITIES.length : rank;
}

export function severityCell(word: string | undefined): Cell {
  const order = severityRank(word);
  const [severity, shape, tone] = SEVERITIES[order] ?? ["unknown", "", null];
  return {
    text: `${shape} ${severity}`.trim(),
    raw: severity,
    order,
    ...(tone ? { tone, shaped: true } : {}),
  };
}
