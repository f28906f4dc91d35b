// body.tsx - the differences: which are shown, their chart, their table
import { type ReactNode, useMemo } from "react";
import {
  differencesHeight,
  differencesLegend,
  differencesOption,
  drawable,
  LANES,
} from "../../charts/differences";
import { Chart } from "../../components/chart";
import { useMedia } from "../../components/media";
import { DataTable } from "../../components/table";
import { useDashboard } from "../../data/store";
import { bySize, differs, type Line, linesSummary, linesTable, severalIn } from "../../lib/differences";
import { plural } from "../../lib/format";
import type { Table } from "../../lib/table";
import css from "./compare.module.css";

export interface Differences {
  lines: Line[];
  shown: Line[];
  several: boolean;
  table: Table;
}

/** Only what differs, or everything, as the place says. */
export function useDifferences(title: string, lines: Line[], nameA: string, nameB: string): Differences {
  const { place } = useDashboard();
  const everything = place.choices.show === "all";
  return useMemo(() => {
    const shown = bySize(everything ? lines : lines.filter(differs));
    const several = severalIn(lines);
    return { lines, shown, several, table: linesTable(title, shown, nameA, nameB) };
  }, [title, lines, nameA, nameB, everything]);
}

/** note: how the ratios were had. */
export function Body({ differences, note }: { differences: Differences; note: ReactNode }) {
  const { lines, shown, several, table } = differences;
  const { place, go } = useDashboard();
  const everything = place.choices.show === "all";
  const drawn = useMemo(() => drawable(shown), [shown]);
  const option = useMemo(() => differencesOption(drawn, several), [drawn, several]);
  const wide = useMedia("(min-width: 40rem)");
  if (lines.length === 0) return null;
  const different = lines.filter(differs).length;
  const choose = (show: string) => go({ choices: { show } });
  return (
    <>
      <h2>Differences</h2>
      <div className={css.switch}>
        <p role="status">
          {plural(different, "difference")} in {plural(lines.length, "row")}
        </p>
        <button type="button" aria-pressed={!everything} onClick={() => choose("")}>
          Only differences
        </button>
        <button type="button" aria-pressed={everything} onClick={() => choose("all")}>
          Everything
        </button>
      </div>
      {drawn.length > 0 && (
        <Chart
          title={drawn.length === LANES ? `A ÷ B, the ${LANES} furthest from 1` : "A ÷ B"}
          summary={linesSummary(lines, several)}
          table={table}
          option={option}
          legend={differencesLegend(drawn)}
          height={differencesHeight(drawn.length, wide)}
        />
      )}
      <div className={css.note}>{note}</div>
      {shown.length > 0 ? (
        <DataTable table={table} sort={place.choices.sort} onSort={(sort) => go({ choices: { sort } })} />
      ) : (
        <p>
          {lines.every(({ barred }) => barred.length > 0)
            ? "Nothing of it can be compared; everything is the numbers side by side."
            : "Nothing differs beyond doubt and by more than 5 %."}
        </p>
      )}
    </>
  );
}
