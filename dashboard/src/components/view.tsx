// view.tsx - the frame of a page: its heading, its filters, its export, its parts
import { type ReactNode, useEffect, useRef, useState } from "react";
import { useDashboard } from "../data/store";
import { type Filter, format, type Page } from "../lib/place";
import type { Table } from "../lib/table";
import { ExportMenu } from "./export-menu";
import { ClearAll, Filters } from "./filters";
import { Empty, Guarded } from "./state";
import css from "./view.module.css";

const ALL = ["category", "benchmark", "language", "variant", "profile", "machine", "run"] as const;

/** What can be chosen where; a page about one benchmark is not narrowed to another. */
const FILTERS_OF: { [page in Page]: readonly Filter[] } = {
  overview: ALL,
  benchmark: ["language", "variant", "profile", "machine", "run"],
  compare: ALL,
  trends: ["language", "variant", "profile", "machine"],
  records: ALL,
  methodology: [],
};

/** tables: all that the page shows, for its exports. run: the one it is about, for their names. */
export function View(props: {
  title: string;
  lead?: ReactNode;
  tables: Table[];
  filters?: readonly Filter[];
  run?: string;
  children: ReactNode;
}) {
  const { title, lead, tables, run, children } = props;
  const { place, rows, shown } = useDashboard();
  const filters = props.filters ?? FILTERS_OF[place.page];
  const [said, say] = useState("");
  const content = useRef<HTMLDivElement>(null);
  useEffect(() => {
    document.title = `${title} · plumbline`;
  }, [title]);
  const nothingLeft = filters.length > 0 && rows.length > 0 && shown.length === 0;
  return (
    <>
      <div className={css.head}>
        <h1 tabIndex={-1}>{title}</h1>
        <ExportMenu tables={tables} content={content} say={say} {...(run === undefined ? {} : { run })} />
      </div>
      {lead && <p className={css.lead}>{lead}</p>}
      {filters.length > 0 && <Filters of={filters} />}
      <p role="status" className={css.said}>
        {said}
      </p>
      <div ref={content}>
        {nothingLeft ? (
          <Empty title="The filters leave no record">
            <p>Each of them alone may leave some: a filter's list shows how many each word would leave.</p>
            <p>
              <ClearAll />
            </p>
          </Empty>
        ) : (
          <Guarded what={`A part of ${title}`} place={format(place)}>
            {children}
          </Guarded>
        )}
      </div>
    </>
  );
}
