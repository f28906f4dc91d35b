// findings.tsx - what scanners, linters, test suites and builds found
import { useDeferredValue, useMemo } from "react";
import { useDashboard } from "../../data/store";
import { findings } from "../../lib/findings";
import { grouped } from "../../lib/format";
import type { Noted } from "../../lib/scans";
import type { Table } from "../../lib/table";
import css from "./evidence.module.css";
import { NotedTables } from "./noted";
import type { Part } from "./part";

/** Fewer rows are seen at once. */
const WORTH_A_SEARCH = 10;

export function Findings({ session, benchmark }: Part) {
  const { place } = useDashboard();
  const found = useMemo(() => findings(session.records, benchmark), [session, benchmark]);
  const search = useDeferredValue(place.choices.find ?? "");
  const parts = useMemo(() => matching(found?.parts ?? [], search), [found, search]);
  if (!found) return null;
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">Findings</h2>
      {found.statements.length > 0 && (
        <ul className={css.statements}>
          {found.statements.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <Search all={found.parts} left={parts} />
      <NotedTables parts={parts} />
      {found.reading.length > 0 && (
        <>
          <h3>How to read the findings</h3>
          <ul className={css.statements}>
            {found.reading.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

export function findingsTables({ session, benchmark }: Part): Table[] {
  return findings(session.records, benchmark)?.parts.map(({ table }) => table) ?? [];
}

/** Of the tables that are worth it, the rows that have all the words; they unfold. */
function matching(parts: Noted[], search: string): Noted[] {
  const needles = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (needles.length === 0) return parts;
  return parts.map((part) => {
    if (!part.search) return part;
    const rows = part.table.rows.filter((row) => {
      const hay = row.map(({ text, raw }) => `${text} ${raw}`.toLowerCase()).join(" ");
      return needles.every((needle) => hay.includes(needle));
    });
    return { ...part, folded: false, table: { ...part.table, rows } };
  });
}

function Search({ all, left }: { all: Noted[]; left: Noted[] }) {
  const { place, go } = useDashboard();
  const count = (parts: Noted[]) =>
    parts.reduce((sum, { search, table }) => sum + (search ? table.rows.length : 0), 0);
  const find = place.choices.find ?? "";
  if (count(all) < WORTH_A_SEARCH && find === "") return null;
  return (
    <search className={css.find}>
      <label htmlFor="find">Search in the findings</label>
      <input
        id="find"
        type="search"
        placeholder="package, advisory, file, word of the title"
        value={find}
        onChange={(event) => go({ choices: { find: event.target.value } }, true)}
      />
      <span role="status">
        {find === ""
          ? `${grouped(count(all))} findings`
          : count(left) === 0
            ? `None of ${grouped(count(all))} has all of these words.`
            : `${grouped(count(left))} of ${grouped(count(all))}`}
      </span>
      {find !== "" && (
        <button type="button" onClick={() => go({ choices: { find: "" } })}>
          Clear the search
        </button>
      )}
    </search>
  );
}
