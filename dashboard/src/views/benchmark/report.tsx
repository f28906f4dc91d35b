// report.tsx - what the report says of the session, in its words: before the charts who is ahead or
// what was found, after them all else that was measured
import { useDeferredValue, useId, useMemo } from "react";
import { useDashboard } from "../../data/store";
import { grouped, listed } from "../../lib/format";
import { matching, reportParts, statementsWithout } from "../../lib/report";
import type { Noted, Table } from "../../lib/table";
import style from "./benchmark.module.css";
import css from "./evidence.module.css";
import { NotedTables, Sentences } from "./noted";
import { type ChosenPart, failedTables, type Section } from "./part";

/** The summary's own section, where nobody can win. */
const FINDINGS = { id: "findings", title: "Findings" };

export function findingsOf({ session: { report } }: ChosenPart) {
  return report?.notice ? [FINDINGS] : [];
}

export function Summary({ part }: { part: ChosenPart }) {
  const { report } = part.session;
  const hidden = hiddenOf(part);
  const tables = useMemo(() => partsOf(part).ahead, [part]);
  if (!report)
    return (
      <>
        <p role="note">
          The report of a session as old as this one is not kept here: these are its charts, and what it was
          made of. <code>mk/bin/report</code> tells the rest of any records.
        </p>
        <NotedTables parts={tables} />
      </>
    );
  return (
    <section aria-label="Summary">
      <p className={style.headline}>{report.notice ? `Not ranked. ${report.notice}` : report.headline}</p>
      {report.notice && <Sentences texts={statementsWithout(report.statements, hidden)} />}
      {hidden.length > 0 && (
        <p role="note">The filters hide {listed(hidden)}; that sentence and the verdicts are of all.</p>
      )}
      {report.notice && (
        <h2 id={FINDINGS.id} tabIndex={-1}>
          {FINDINGS.title}
        </h2>
      )}
      <Searched all={tables} />
    </section>
  );
}

export const figures: Section = {
  id: "figures",
  titleOf: (part) => (partsOf(part).rest.length > 0 ? "All figures" : null),
  Content: Figures,
  tablesOf: (part) => partsOf(part).rest.map(({ table }) => table),
};

function Figures({ part }: { part: ChosenPart }) {
  return <Searched all={useMemo(() => partsOf(part).rest, [part])} />;
}

export function summaryTables(part: ChosenPart): Table[] {
  return partsOf(part).ahead.map(({ table }) => table);
}

function partsOf(part: ChosenPart) {
  const { session } = part;
  if (!session.report) return { ahead: failedTables(session.records).map((table) => ({ table })), rest: [] };
  return reportParts(session, hiddenOf(part));
}

export function hiddenOf({ session, everyone }: Pick<ChosenPart, "session" | "everyone">): string[] {
  return everyone.filter((name) => !session.records.some(({ implementation }) => implementation === name));
}

function Searched({ all }: { all: Noted[] }) {
  const { place, go } = useDashboard();
  const id = useId();
  const find = place.choices.find ?? "";
  const search = useDeferredValue(find);
  const left = useMemo(() => matching(all, search), [all, search]);
  const count = (parts: Noted[]) =>
    parts.reduce((sum, { search: searched, table }) => sum + (searched ? table.rows.length : 0), 0);
  if (count(all) === 0) return <NotedTables parts={all} />;
  return (
    <>
      <search className={css.find}>
        <label htmlFor={id}>Search in the long tables</label>
        <input
          id={id}
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
      <NotedTables parts={left} />
    </>
  );
}
