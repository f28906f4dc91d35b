// caveats.tsx - what must be known to read the numbers: what was not controlled, what is not
// known, what was accepted, and what the benchmark is
import { useMemo } from "react";
import { Blocks } from "../../components/blocks";
import { Problem, Waiting } from "../../components/state";
import { DataTable } from "../../components/table";
import { type About, shardName } from "../../data/contracts";
import { useShard } from "../../data/store";
import { disturbancesTable, unknownTable } from "../../lib/caveats";
import { spaced } from "../../lib/format";
import { type Table, words } from "../../lib/table";
import css from "./evidence.module.css";
import { Sentences } from "./findings";
import { NotedTables } from "./noted";
import type { Part } from "./part";

export function Caveats({ session: { records, report }, benchmark }: Part) {
  const parts = useMemo(
    () => ({
      disturbed: disturbancesTable(records),
      unknown: unknownTable(records),
    }),
    [records],
  );
  const about = useShard<About>(shardName("about", benchmark.id));
  return (
    <section aria-labelledby="caveats">
      <h2 id="caveats">Caveats</h2>
      {benchmark.incomparable !== null && (
        <p>
          <strong>Not ranked.</strong> {benchmark.incomparable}
        </p>
      )}
      <Said title="What must be known to read it" texts={report?.caveats ?? []} />
      <Said title="What was not controlled" texts={report?.uncontrolled ?? []} />
      <DataTable table={parts.disturbed} />
      {parts.unknown.rows.length > 0 && <NotedTables parts={[{ table: parts.unknown, folded: true }]} />}
      {about.state === "ready" && <AboutIt about={about.data} />}
      {about.state === "loading" && <Waiting what="the benchmark's README" />}
      {about.state === "broken" && <Problem what="The benchmark's README" reason={about.reason} />}
    </section>
  );
}

function Said({ title, texts }: { title: string; texts: string[] }) {
  return texts.length === 0 ? null : (
    <>
      <h3>{title}</h3>
      <Sentences texts={texts} />
    </>
  );
}

function AboutIt({ about: { text, annotations } }: { about: About }) {
  const table = useMemo(() => annotationsTable(annotations), [annotations]);
  return (
    <>
      {annotations.length > 0 && <DataTable table={table} />}
      {text.length > 0 && (
        <details className={css.folded}>
          <summary>About this benchmark</summary>
          <div className={css.about}>
            <Blocks blocks={text} above={2} />
          </div>
        </details>
      )}
    </>
  );
}

/** Changes of its results that people have accepted. */
function annotationsTable(annotations: About["annotations"]): Table {
  const fields = [...new Set(annotations.flatMap((annotation) => Object.keys(annotation)))];
  return {
    title: "Accepted changes",
    columns: fields.map((field) => ({ key: field, label: spaced(field) })),
    rows: annotations.map((annotation) => fields.map((field) => words(annotation[field] ?? ""))),
  };
}

export function caveatsTables({ session: { records, report } }: Part): Table[] {
  const said = (kind: string, texts: string[]) => texts.map((text) => [words(kind), words(text)]);
  return [
    {
      title: "Caveats",
      columns: [
        { key: "kind", label: "kind" },
        { key: "caveat", label: "caveat" },
      ],
      rows: [
        ...said("to read it", report?.caveats ?? []),
        ...said("not controlled", report?.uncontrolled ?? []),
      ],
    },
    disturbancesTable(records),
    unknownTable(records),
  ];
}
