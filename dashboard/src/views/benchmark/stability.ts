// stability.ts - whether memory grows, as leak(1) found
import type { ResultRecord } from "../../data/contracts";
import { figureCell, humane, intervalCell } from "../../lib/format";
import { type Table, words } from "../../lib/table";
import { numberIn } from "./part";

const STABILITY_TONES = { leaking: "bad", steady: "good", inconclusive: "unsure" } as const;

export function stabilityTable(records: ResultRecord[]): Table {
  return {
    title: "Does memory grow?",
    columns: [
      { key: "implementation", label: "implementation" },
      { key: "verdict", label: "verdict" },
      { key: "growth_B_per_1000_operations", label: "growth per 1000 operations", numeric: true },
      { key: "growth_B_per_1000_operations_interval", label: "interval", numeric: true },
      { key: "detectable_B_per_1000_operations", label: "would be found from", numeric: true },
      { key: "peak_B", label: "peak", numeric: true },
      { key: "throughput_drift", label: "drift of throughput", numeric: true },
      { key: "reason", label: "why" },
    ],
    rows: records.flatMap(({ implementation, stability }) => {
      if (!stability) return [];
      const of = (name: string) => numberIn(stability, name);
      const growth = "growth_B_per_1000_operations";
      const [lo, hi, drift] = [of(`${growth}_lo`), of(`${growth}_hi`), of("throughput_drift")];
      return [
        [
          words(implementation),
          { ...words(stability.verdict), tone: STABILITY_TONES[stability.verdict] },
          figureCell(of(growth), "B"),
          lo === null ? words("unknown") : intervalCell(lo, hi, "B"),
          figureCell(of("detectable_B_per_1000_operations"), "B"),
          figureCell(of("peak_B"), "B"),
          drift === null ? words("unknown") : { text: humane(100 * drift, "%"), raw: drift },
          words(stability.reason ?? ""),
        ],
      ];
    }),
  };
}
