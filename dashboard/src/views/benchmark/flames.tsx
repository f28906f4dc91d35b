// flames.tsx - where the time goes: a flame graph of each implementation that has one
import { useMemo } from "react";
import { More } from "../../components/more";
import { DataTable } from "../../components/table";
import { flameGraphsTable, own } from "../../lib/provenance";
import css from "./evidence.module.css";
import type { ChosenPart, Section } from "./part";

export const flames: Section = {
  id: "flames",
  titleOf: ({ session: { records, flameGraphs } }) =>
    records.some(({ implementation, flame_graph: graph }) => graph ?? own(flameGraphs, implementation))
      ? "Flame graphs"
      : null,
  Content: Flames,
  tablesOf: ({ session }) => [flameGraphsTable(session)],
};

function Flames({ part: { session } }: { part: ChosenPart }) {
  const table = useMemo(() => flameGraphsTable(session), [session]);
  return (
    <>
      <p>
        From runs of their own, which were not timed. The wider a function, the more of the time it took, with
        all that it called. A drawing that is opened by itself can be searched and zoomed.
      </p>
      <DataTable table={table} headed />
      {session.records.map(({ implementation }) => {
        const href = own(session.flameGraphs, implementation);
        return (
          href && (
            <More key={implementation} summary={`Flame graph of ${implementation}`}>
              {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls */}
              <div
                className={css.flame}
                role="group"
                aria-label={`Flame graph of ${implementation}`}
                // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
                tabIndex={0}
              >
                <img src={href} alt={`Functions of ${implementation}, by the time they took`} />
              </div>
            </More>
          )
        );
      })}
    </>
  );
}
