// findings.tsx - what scanners, linters, test suites and builds found
import { useDeferredValue, useMemo } from "react";
import { useDashboard } from "../../data/store";
import { grouped } from "../../lib/format";
import { notedOf } from "../../lib/report";
import type { Noted, Table } from "../../lib/table";
import css from "./evidence.module.css";
import { NotedTables } from "./noted";
import type { Part } from "./part";

export function Findings({ session, benchmark }: Part) {
  const { place } = useDashboard();
  const all = useMemo(() => findings({ session, benchmark }), [session, benchmark]);
  const search = useDeferredValue(place.choices.find ?? "");
  const parts = useMemo(() => matching(all, search), [all, search]);
  const { report } = session;
  if (benchmark.category === "performance") return null;
  if (!report)
    return (
      <p role="note">
        The findings of a session as old as this one are only in its records: those of the newest are told
        here.
      </p>
    );
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">Findings</h2>
      {report.statements.length > 0 && (
        <ul className={css.statements}>
          {report.statements.map((text) => (
            <li key={text}>{text}</li>
          ))}
        </ul>
      )}
      <Search all={all} left={parts} />
      <NotedTables parts={parts} />
      {report.reading.length > 0 && (
        <>
          <h3>How to read the findings</h3>
          <ul className={css.statements}>
            {report.reading.map((text) => (
              <li key={text}>{text}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** What the report tells of it; of performance the other parts do. */
function findings({ session, benchmark }: Part): Noted[] {
  if (benchmark.category === "performance") return [];
  return session.report?.tables.map((table) => notedOf(table, "Findings")) ?? [];
}

export function findingsTables(part: Part): Table[] {
  return findings(part).map(({ table }) => table);
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
  if (count(all) === 0 && find === "") return null;
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
