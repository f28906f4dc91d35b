// filters.tsx - what narrows the records: words of lists, and a search; all of it in the URL
import { useDeferredValue, useMemo, useState } from "react";
import { useDashboard } from "../data/store";
import { facet, facets, unknownWords } from "../lib/filter";
import { dateAndTime, grouped } from "../lib/format";
import { FILTERS, type Filter } from "../lib/place";
import type { Row } from "../lib/rows";
import css from "./filters.module.css";
import { useMedia } from "./media";
import { Menu } from "./menu";

/** So many words of a list are shown; a search in it finds the others. */
const LONG = 100;

export function Filters({ of }: { of: readonly Filter[] }) {
  const { rows, shown, place, go } = useDashboard();
  const wide = useMedia("(min-width: 48rem)");
  const words = FILTERS.reduce((sum, filter) => sum + (place.filters[filter]?.length ?? 0), 0);
  return (
    <section aria-label="Filters" className={css.filters}>
      <p role="status" className={css.count}>
        {grouped(shown.length)} of {grouped(rows.length)} records
      </p>
      <details className={css.fold} open={wide}>
        <summary>Filters{words > 0 && ` (${words})`}</summary>
        <search className={css.bar}>
          <span className={css.search}>
            <input
              type="search"
              aria-label="Search in records"
              placeholder="Search"
              value={place.choices.q ?? ""}
              onChange={(event) => go({ choices: { q: event.target.value } }, true)}
            />
          </span>
          {of.map((filter) => (
            <FilterMenu key={filter} filter={filter} />
          ))}
        </search>
      </details>
      <Chips />
    </section>
  );
}

/** A filter's words, behind a button. */
function FilterMenu({ filter }: { filter: Filter }) {
  const chosen = useDashboard().place.filters[filter]?.length ?? 0;
  return (
    <Menu label={chosen > 0 ? `${filter} (${chosen})` : filter} chosen={chosen > 0}>
      {() => <Words filter={filter} />}
    </Menu>
  );
}

function Words({ filter }: { filter: Filter }) {
  const { rows, place, go } = useDashboard();
  const [search, setSearch] = useState("");
  const { filters, choices } = useDeferredValue(place);
  const labels = useMemo(() => labelsOf(rows, filter), [rows, filter]);
  const words = useMemo(() => {
    const list = facets(rows, filters, choices.q)[filter].map((word) => ({
      ...word,
      label: labels.get(word.word) ?? "",
    }));
    // of many runs the newest are looked for, and their labels are times
    return filter === "run" ? list.sort((a, b) => (a.label < b.label ? 1 : -1)) : list;
  }, [rows, filters, choices.q, filter, labels]);
  const chosen = place.filters[filter] ?? [];
  const needle = search.toLowerCase();
  const found = words.filter(({ word, label }) => `${word} ${label}`.toLowerCase().includes(needle));
  const toggle = (word: string) =>
    go({
      filters: {
        [filter]: chosen.includes(word) ? chosen.filter((other) => other !== word) : [...chosen, word],
      },
    });
  return (
    <>
      {words.length > 8 && (
        <input
          type="search"
          className={css.find}
          aria-label={`Search in ${filter}`}
          placeholder={`Search in ${grouped(words.length)}`}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <fieldset className={css.words} aria-label={filter}>
        {found.slice(0, LONG).map((word) => (
          <label key={word.word} className={word.count === 0 ? `${css.word} ${css.nothing}` : css.word}>
            <input type="checkbox" checked={chosen.includes(word.word)} onChange={() => toggle(word.word)} />
            <span>
              {word.word} {word.label && <span className={css.label}>{word.label}</span>}
            </span>
            <span className={css.number}>{grouped(word.count)}</span>
          </label>
        ))}
      </fieldset>
      {found.length === 0 && <p className={css.more}>Nothing is called so.</p>}
      {found.length > LONG && (
        <p className={css.more}>and {grouped(found.length - LONG)} more: search to see them</p>
      )}
    </>
  );
}

/** What is chosen, each to be taken away; what no record has is said to be unknown. */
function Chips() {
  const { rows, place, go } = useDashboard();
  const unknown = useMemo(() => unknownWords(place, rows), [place, rows]);
  const chips = FILTERS.flatMap((filter) => (place.filters[filter] ?? []).map((word) => ({ filter, word })));
  if (chips.length === 0 && !place.choices.q) return null;
  const without = (filter: Filter, word: string) =>
    go({ filters: { [filter]: place.filters[filter]?.filter((other) => other !== word) ?? [] } });
  return (
    <ul className={css.chips} aria-label="Chosen filters">
      {chips.map(({ filter, word }) => {
        const missing = unknown.some((one) => one.filter === filter && one.word === word);
        const text = missing ? `no such ${filter}: ${word}` : `${filter}: ${word}`;
        return (
          <li key={`${filter} ${word}`}>
            <button
              type="button"
              className={missing ? css.unknown : undefined}
              aria-label={`Remove ${text}`}
              onClick={() => without(filter, word)}
            >
              {text} <span aria-hidden="true">×</span>
            </button>
          </li>
        );
      })}
      <li>
        <ClearAll />
      </li>
    </ul>
  );
}

export function ClearAll() {
  const { go } = useDashboard();
  return (
    <button
      type="button"
      onClick={() =>
        go({ filters: Object.fromEntries(FILTERS.map((filter) => [filter, []])), choices: { q: "" } })
      }
    >
      Clear all filters
    </button>
  );
}

/** What says more than the word itself. */
function labelsOf(rows: Row[], filter: Filter): Map<string, string> {
  const label = (row: Row) =>
    filter === "benchmark"
      ? row.benchmark.title
      : filter === "machine"
        ? row.machine.label
        : filter === "run"
          ? dateAndTime(row.time)
          : "";
  return new Map(rows.map((row) => [facet(row, filter), label(row)]));
}
