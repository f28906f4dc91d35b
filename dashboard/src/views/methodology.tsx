// methodology.tsx - the page Methodology: how was measured and compared, and how wrong that may be
//
// #/methodology/SECTION is the section, so that one can link to it.
import { type ReactNode, useEffect } from "react";
import { Blocks } from "../components/blocks";
import { Problem, Waiting } from "../components/state";
import { DataTable } from "../components/table";
import { View } from "../components/view";
import type { Index, Methodology } from "../data/contracts";
import { useDashboard, useShard } from "../data/store";
import {
  configured,
  environmentsTable,
  gateTable,
  gateTrials,
  roundsTable,
  sectionsOf,
  thresholdsTable,
} from "../lib/methodology";
import type { Table } from "../lib/table";
import css from "./methodology.module.css";

interface Part {
  id: string;
  title: string;
  content: ReactNode;
}

export function MethodologyView() {
  const { index, place } = useDashboard();
  const shard = useShard<Methodology>("methodology");
  const ready = shard.state === "ready";
  useEffect(() => {
    if (!ready || place.name === "") return;
    const heading = document.getElementById(`section-${place.name}`);
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView();
  }, [ready, place.name]);
  const tables = ready ? tablesOf(shard.data, index) : [];
  const parts = ready ? partsOf(shard.data, index) : [];
  return (
    <View
      title="Methodology"
      lead="How was measured and compared, with which settings, and how wrong that may be."
      tables={tables}
    >
      {shard.state === "loading" && <Waiting what="the methodology" />}
      {shard.state === "broken" && <Problem what="The methodology" reason={shard.reason} />}
      {ready && (
        <div className={css.layout}>
          <Contents parts={parts} />
          <div>
            {place.name !== "" && !parts.some(({ id }) => id === place.name) && (
              <Problem what="A section" reason={`there is none that is called ${place.name}`}>
                <p>The list has those there are.</p>
              </Problem>
            )}
            {parts.map(({ id, title, content }) => (
              <section key={id} className={css.section} aria-labelledby={`section-${id}`}>
                <h2 id={`section-${id}`} tabIndex={-1}>
                  {title}
                </h2>
                {content}
              </section>
            ))}
          </div>
        </div>
      )}
    </View>
  );
}

function Contents({ parts }: { parts: Part[] }) {
  const { href, place } = useDashboard();
  return (
    <nav aria-label="On this page" className={css.contents}>
      <ol>
        {parts.map(({ id, title }) => (
          <li key={id}>
            <a
              href={href({ page: "methodology", name: id })}
              aria-current={id === place.name ? "location" : undefined}
              // the place may be this one already: then nothing changes, and it scrolls all the same
              onClick={() => document.getElementById(`section-${id}`)?.scrollIntoView()}
            >
              {title}
            </a>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function tablesOf(data: Methodology, index: Index): Table[] {
  const thresholds = thresholdsTable(data);
  return [
    ...(index.gate ? [gateTable(index.gate)] : []),
    roundsTable(data),
    ...(thresholds ? [thresholds] : []),
    environmentsTable(data, index),
  ];
}

/** First what is special to these results, then what always holds. */
function partsOf(data: Methodology, index: Index): Part[] {
  const { introduction, sections } = sectionsOf(data.text);
  const thresholds = thresholdsTable(data);
  return [
    { id: "errors-of-the-gate", title: "How wrong the gate is", content: <Gate gate={index.gate} /> },
    {
      ...{ id: "rounds-and-limits", title: "Rounds and limits" },
      content: (
        <>
          <p>
            {configured(data)}, as configured now; a record has the settings that it was measured with. A
            round runs every implementation once, in balanced order.
          </p>
          <DataTable table={roundsTable(data)} />
        </>
      ),
    },
    { id: "fairness", title: "Rules of fairness", content: <Fairness data={data} /> },
    {
      ...{ id: "thresholds", title: "Thresholds of the gate" },
      content: thresholds ? (
        <>
          <p>
            A loss counts if its interval, of {100 * (data.gate?.confidence ?? 0.95)} % before Holm’s
            adjustment, excludes 1, and if it is beyond a limit.
          </p>
          <DataTable table={thresholds} />
        </>
      ) : (
        <p>
          The gate itself says its thresholds: <code>make tools dashboard</code> builds it.
        </p>
      ),
    },
    { id: "machines", title: "Machines", content: <DataTable table={environmentsTable(data, index)} /> },
    ...[{ id: "about", title: "About the methods", blocks: introduction }, ...sections]
      .filter(({ id, blocks }) => id !== "about" || blocks.length > 0)
      .map(({ id, title, blocks }) => ({
        ...{ id, title },
        content: <Blocks blocks={blocks} above={id === "about" ? 2 : 1} />,
      })),
  ];
}

/** How often it is wrong, where that was tried. */
export function Gate({ gate }: { gate: Index["gate"] }) {
  return gate ? (
    <>
      <p>{gateTrials(gate)}</p>
      <DataTable table={gateTable(gate)} />
    </>
  ) : (
    <p>
      Not measured here: <code>make gate-selftest</code> runs the gate many times on a program that has more
      to do, or has not, and counts how often it is wrong.
    </p>
  );
}

function Fairness({ data }: { data: Methodology }) {
  return (
    <>
      <p>Only implementations of one class are compared. What holds for all of a benchmark:</p>
      {data.benchmarks
        .filter(({ rules }) => rules.length > 0)
        .map(({ id, title, rules }) => (
          <section key={id}>
            <h3>
              {id}: {title}
            </h3>
            <ul>
              {rules.map((rule) => (
                <li key={rule}>{rule}</li>
              ))}
            </ul>
          </section>
        ))}
    </>
  );
}
