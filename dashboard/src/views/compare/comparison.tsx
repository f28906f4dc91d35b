// comparison.tsx - A against B, whatever they are: what is chosen, what else differs, the differences
import { type ReactNode, useMemo } from "react";
import {
  differencesHeight,
  differencesLegend,
  differencesOption,
  drawable,
  LANES,
} from "../../charts/differences";
import { Chart } from "../../components/chart";
import { Mark } from "../../components/figures";
import { useMedia } from "../../components/media";
import { type Option, Select } from "../../components/select";
import { Empty, Partial, Waiting } from "../../components/state";
import { DataTable } from "../../components/table";
import { View } from "../../components/view";
import { useDashboard } from "../../data/store";
import { type Hidden, isDecisive, type Line, type Warning, warnings } from "../../lib/compare";
import {
  bySize,
  differs,
  lineName,
  linesSummary,
  linesTable,
  type Names,
  verdictText,
} from "../../lib/differences";
import { listed, plural } from "../../lib/format";
import type { Filter } from "../../lib/place";
import type { Table } from "../../lib/table";
import css from "./compare.module.css";

const MODES = { runs: "run", languages: "language", implementations: "variant" };

/** What was found out of A and B. */
export interface Found {
  lines: Line[];
  hidden: { where: string; hidden: Hidden[] }[];
  missing: { what: string; why: string }[];
}

/**
 * found: null while it loads.  empty: there is nothing to choose A and B from, and what changes that.
 * note: how the ratios were had.  choosers: what else is chosen.  see: places that tell more of A and B.
 * metric: the one that decides; of the whole run it comes first.
 */
export function Comparison(props: {
  of: keyof typeof MODES;
  filters: readonly Filter[];
  a: string;
  b: string;
  options: Option[];
  found: Found | null;
  note: string;
  /** For exports, before that of the differences. */
  table?: Table | undefined;
  /** Of the table. */
  subject: string;
  empty: ReactNode;
  choosers?: ReactNode;
  see?: { text: string; href: string }[];
  metric?: string | undefined;
  children?: ReactNode;
}) {
  const { of, filters, a, b, options, found, note, subject, empty, choosers, see = [], children } = props;
  const { place, go } = useDashboard();
  const everything = place.choices.show === "all";
  const choose = (one: string, other: string) => go({ choices: { mode: MODES[of], a: one, b: other } });
  const names = useMemo((): Names => (of === "runs" ? ["A", "B"] : [a, b]), [of, a, b]);
  const lines = found?.lines ?? [];
  const shown = useMemo(
    () => bySize((found?.lines ?? []).filter((line) => everything || (line.main && differs(line)))),
    [found, everything],
  );
  const table = useMemo(() => linesTable(subject, shown, names), [subject, shown, names]);
  const values = options.map((option) => (typeof option === "string" ? option : option.value));
  const unknown = [a, b].filter((end) => !values.includes(end));
  return (
    <View
      title={`Compare ${of}`}
      tables={lines.length > 0 ? [...(props.table ? [props.table] : []), table] : []}
      filters={filters}
    >
      <Modes of={of} />
      {options.length > 0 && (
        <>
          {choosers && <div>{choosers}</div>}
          <div className={css.ends}>
            <Select label="A" value={a} options={options} onChange={(end) => choose(end, b)} />
            <button type="button" onClick={() => choose(b, a)}>
              <span aria-hidden="true">⇄</span> Swap A and B
            </button>
            <Select label="B" value={b} options={options} onChange={(end) => choose(a, end)} />
            {see.map(({ text, href }) => (
              <a key={text} href={href}>
                {text}
              </a>
            ))}
          </div>
        </>
      )}
      {options.length < 2 ? (
        <Empty title={`There are no two ${of} here`}>{empty}</Empty>
      ) : unknown.length > 0 ? (
        <Empty title={`There is no ${listed(unknown)} here`}>
          <p>Choose another one above, or fewer filters.</p>
        </Empty>
      ) : a === b ? (
        <Empty title="A and B are the same">
          <p>Choose another one for A or B.</p>
        </Empty>
      ) : !found ? (
        <Waiting what="A and B" />
      ) : (
        <>
          <Warnings of={warnings(found.hidden)} all={found.hidden.length} />
          {children}
          <Headline
            lines={lines.filter(({ metric, case: part }) => metric === props.metric && part === "")}
            names={names}
          />
          {lines.length > 0 && <Differences lines={lines} shown={shown} table={table} names={names} />}
          <p className={css.note}>{note}</p>
          <Partial missing={found.missing} />
        </>
      )}
    </View>
  );
}

/** With another mode, A and B are other things. */
function Modes({ of }: { of: keyof typeof MODES }) {
  const { href } = useDashboard();
  return (
    <nav aria-label="What is compared" className={css.modes}>
      {Object.entries(MODES).map(([name, mode]) => (
        <a
          key={name}
          href={href({ choices: { mode, a: "", b: "", sort: "" } })}
          aria-current={name === of ? "page" : undefined}
        >
          {name}
        </a>
      ))}
    </nav>
  );
}

/** In what decides, who is better and by how much; what cannot be compared has a warning instead. */
function Headline({ lines, names }: { lines: Line[]; names: Names }) {
  const told = lines.filter(({ a, b, barred }) => a && b && barred.length === 0);
  return told.length === 0 ? null : (
    <ul className={css.headline}>
      {told.map((line) => (
        <li key={lineName(line)}>
          <strong>{lineName(line)}</strong>: {line.tone && <Mark tone={line.tone} />}
          {verdictText(line, names)}
        </li>
      ))}
    </ul>
  );
}

function Differences(props: { lines: Line[]; shown: Line[]; table: Table; names: Names }) {
  const { lines, shown, table, names } = props;
  const { place, go } = useDashboard();
  const everything = place.choices.show === "all";
  const drawn = useMemo(() => drawable(shown), [shown]);
  const option = useMemo(() => differencesOption(drawn, names), [drawn, names]);
  const wide = useMedia("(min-width: 40rem)");
  const main = lines.filter((line) => line.main);
  const choose = (show: string) => go({ choices: { show } });
  return (
    <>
      <h2>Differences</h2>
      <div className={css.switch}>
        <p role="status">
          {plural(main.filter(differs).length, "difference")} in {plural(main.length, "row")}
        </p>
        <button type="button" aria-pressed={!everything} onClick={() => choose("")}>
          Only differences
        </button>
        <button type="button" aria-pressed={everything} onClick={() => choose("all")}>
          All there is
        </button>
      </div>
      {drawn.length > 0 && (
        <Chart
          title={`${names.join(" ÷ ")}${drawn.length === LANES ? `, the ${LANES} furthest from 1` : ""}`}
          summary={linesSummary(main, names)}
          table={null}
          option={option}
          legend={differencesLegend(drawn, names)}
          height={differencesHeight(drawn.length, wide)}
        />
      )}
      {shown.length > 0 ? (
        <DataTable table={table} sort={place.choices.sort} onSort={(sort) => go({ choices: { sort } })} />
      ) : (
        <p>
          {main.every(({ barred, verdict }) => barred.length > 0 || verdict === "not compared")
            ? "Nothing of it is compared; all there is shows the numbers side by side."
            : "Nothing that the benchmark compares differs beyond doubt and by more than 5 %."}
        </p>
      )}
    </>
  );
}

const WARNED = [
  {
    decisive: true,
    role: "alert",
    style: css.decisive,
    sign: "✕",
    title: "These numbers cannot be compared",
  },
  {
    decisive: false,
    role: "note",
    style: css.mind,
    sign: "!",
    title: "Mind this: something else differs, too",
  },
];

/** all: how many pairs there are; what is said of all of them needs no list. */
function Warnings({ of, all }: { of: Warning[]; all: number }) {
  return WARNED.map(({ decisive, role, style, sign, title }) => {
    const list = of.filter((one) => isDecisive(one) === decisive);
    return list.length === 0 ? null : (
      <div key={title} role={role} className={style}>
        <h2>
          <span aria-hidden="true">{sign}</span> {title}
        </h2>
        <ul>
          {list.map(({ what, a, b, where }) => (
            <li key={`${what} ${a} ${b}`}>
              <strong>{what}</strong>: {a === b ? a : `A ${a}, B ${b}`}
              {where.length < all && <span className={css.where}> ({listed(where)})</span>}
            </li>
          ))}
        </ul>
      </div>
    );
  });
}
