// findings.tsx - what scanners, linters, test suites and builds found
import { useDeferredValue, useMemo } from "react";
import { useDashboard } from "../../data/store";
import { grouped } from "../../lib/format";
import { findingsParts, statementsWithout } from "../../lib/report";
import type { Noted, Table } from "../../lib/table";
import css from "./evidence.module.css";
import { NotedTables } from "./noted";
import type { ChosenPart } from "./part";

type Shown = Pick<ChosenPart, "session" | "benchmark" | "everyone">;

export function Findings({ session, benchmark, everyone }: Shown) {
  const { place } = useDashboard();
  const all = useMemo(() => findings({ session, benchmark, everyone }), [session, benchmark, everyone]);
  const search = useDeferredValue(place.choices.find ?? "");
  const parts = useMemo(() => matching(all, search), [all, search]);
  if (all.length === 0) return null;
  const { report } = session;
  return (
    <section aria-labelledby="findings">
      <h2 id="findings">{benchmark.incomparable === null ? "What was built and run" : "Findings"}</h2>
      {!report && (
        <p role="note">
          The report of a session as old as this one is not kept here: what follows is from its records.
        </p>
      )}
      {report?.notice && (
        <Sentences texts={statementsWithout(report.statements, hiddenOf({ session, everyone }))} />
      )}
      <Search all={all} left={parts} />
      <NotedTables parts={parts} />
      {report?.notice && <h3>How to read the findings</h3>}
      {report?.notice && <Sentences texts={report.reading} />}
    </section>
  );
}

export function Sentences({ texts }: { texts: string[] }) {
  return texts.length === 0 ? null : (
    <ul className={css.statements}>
      {texts.map((text) => (
        <li key={text}>{text}</li>
      ))}
    </ul>
  );
}

function hiddenOf({ session, everyone }: Pick<Shown, "session" | "everyone">): string[] {
  return everyone.filter((name) => !session.records.some(({ implementation }) => implementation === name));
}

function findings(part: Shown): Noted[] {
  return part.benchmark.category === "performance" ? [] : findingsParts(part.session, hiddenOf(part));
}

export function findingsTables(part: Shown): Table[] {
  return findings(part).map(({ table }) => table);
}

/** The rows that have all the words, of the tables that have such rows and are worth a search; they unfold. */
function matching(parts: Noted[], search: string): Noted[] {
  const needles = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (needles.length === 0) return parts;
  return parts.flatMap((part) => {
    if (!part.search) return [];
    const rows = part.table.rows.filter((row) => {
      const hay = row.map(({ text, raw }) => `${text} ${raw}`.toLowerCase()).join(" ");
      return needles.every((needle) => hay.includes(needle));
    });
    return rows.length === 0 ? [] : { ...part, folded: false, table: { ...part.table, rows } };
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
      <label htmlFor="find">Search in the long tables</label>
      <input
        id="find"
        type="search"
        value={find}
        onChange={(event) => go({ choices: { find: event.target.value } }, true)}
      />
      <span role="status">
        {find === ""
          ? `${grouped(count(all))} rows`
          : count(left) === 0
            ? `None of ${grouped(count(all))} rows has all of these words.`
            : `${grouped(count(left))} of ${grouped(count(all))} rows`}
      </span>
      {find !== "" && (
        <button type="button" onClick={() => go({ choices: { find: "" } })}>
          Clear the search
        </button>
      )}
    </search>
  );
}
