// caveats.tsx - what must be known to read the numbers: what was not controlled, what was accepted,
// and what the benchmark is
import { useMemo } from "react";
import { Blocks } from "../../components/blocks";
import { Problem, Waiting } from "../../components/state";
import { DataTable } from "../../components/table";
import { type About, type Session, shardName } from "../../data/contracts";
import { useShard } from "../../data/store";
import { spaced } from "../../lib/format";
import { name, type Table, words } from "../../lib/table";
import css from "./evidence.module.css";
import { Sentences } from "./noted";
import type { ChosenPart, Section } from "./part";

export const caveats: Section = {
  id: "caveats",
  titleOf: () => "Caveats",
  Content: Caveats,
  tablesOf: ({ session }) => [
    {
      title: "Caveats",
      columns: [name("kind"), name("caveat")],
      rows: saidOf(session).flatMap(({ kind, texts }) => texts.map((text) => [words(kind), words(text)])),
    },
  ],
};

function Caveats({ part }: { part: ChosenPart }) {
  const { session, benchmark } = part;
  const about = useShard<About>(shardName("about", benchmark.id));
  return (
    <>
      {benchmark.incomparable !== null && (
        <p>
          <strong>Not ranked.</strong> {benchmark.incomparable}
        </p>
      )}
      {saidOf(session).map(({ kind, texts }) => (
        <div key={kind}>
          <h3>{kind}</h3>
          <Sentences texts={texts} />
        </div>
      ))}
      {about.state === "ready" && <AboutIt about={about.data} />}
      {about.state === "loading" && <Waiting what="the benchmark's README" />}
      {about.state === "broken" && <Problem what="The benchmark's README" reason={about.reason} />}
    </>
  );
}

function saidOf({ report }: Session) {
  return [
    { kind: "What must be known to read it", texts: report?.caveats ?? [] },
    { kind: "What was not controlled", texts: report?.uncontrolled ?? [] },
    { kind: "How to read the tables", texts: report?.reading ?? [] },
  ].filter(({ texts }) => texts.length > 0);
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
