// provenance.tsx - what was run, of what, how fair it is, and the files behind the numbers
import { useMemo } from "react";
import { CodeBlock } from "../../components/copy";
import { FactList } from "../../components/facts";
import { DataTable } from "../../components/table";
import { factsTable } from "../../lib/facts";
import {
  answersTable,
  buildsTable,
  commandsOf,
  fairnessTable,
  filesNoted,
  flameGraphsTable,
  rulesOf,
  sessionFacts,
} from "../../lib/provenance";
import type { Table } from "../../lib/table";
import css from "./evidence.module.css";
import { Sentences } from "./findings";
import { NotedTables } from "./noted";
import type { Part } from "./part";

export function Provenance({ session }: Part) {
  const { records } = session;
  const parts = useMemo(() => {
    const files = filesNoted(session);
    return {
      facts: sessionFacts(records),
      builds: buildsTable(records),
      answers: answersTable(records),
      files: files ? [files] : [],
      graphs: flameGraphsTable(session),
    };
  }, [session, records]);
  if (records.length === 0) return null;
  return (
    <section aria-labelledby="provenance">
      <h2 id="provenance">Provenance</h2>
      <FactList facts={parts.facts} />
      <DataTable table={parts.answers} />
      <DataTable table={parts.builds} />
      <Commands session={session} />
      <DataTable table={parts.graphs} />
      <NotedTables parts={parts.files} />
    </section>
  );
}

function Commands({ session: { records } }: Pick<Part, "session">) {
  return (
    <details className={css.folded}>
      <summary>Commands ({records.length})</summary>
      <p className={css.note} />
      {records.map((record) => (
        <div key={record.implementation} className={css.command}>
          <h3>{record.implementation}</h3>
          {commandsOf(record).map(({ what, text }) => (
            <div key={what}>
              <p>{what}</p>
              <CodeBlock text={text} what={`command: ${what} ${record.implementation}`} />
            </div>
          ))}
        </div>
      ))}
    </details>
  );
}

export function provenanceTables({ session }: Part): Table[] {
  const files = filesNoted(session);
  return [
    factsTable("Provenance", sessionFacts(session.records)),
    answersTable(session.records),
    buildsTable(session.records),
    commandsTable(session),
    flameGraphsTable(session),
    ...(files ? [files.table] : []),
  ];
}

function commandsTable({ records }: Part["session"]): Table {
  return {
    title: "Commands",
    columns: [
      { key: "implementation", label: "implementation" },
      { key: "what", label: "what" },
      { key: "command", label: "command" },
    ],
    rows: records.flatMap((record) =>
      commandsOf(record).map(({ what, text }) =>
        [record.implementation, what, text].map((word) => ({ text: word, raw: word })),
      ),
    ),
  };
}

/** What may be compared with what. */
export function Fairness({ session: { records } }: Part) {
  const table = useMemo(() => fairnessTable(records), [records]);
  const rules = rulesOf(records);
  if (records.length === 0) return null;
  return (
    <section aria-labelledby="fairness">
      <h2 id="fairness">Fairness</h2>
      <DataTable table={table} />
      {rules.length > 0 && (
        <>
          <h3>The rules of the benchmark</h3>
          <Sentences texts={rules} />
        </>
      )}
    </section>
  );
}

export function fairnessTables({ session }: Part): Table[] {
  return [fairnessTable(session.records)];
}
