// table.tsx - a Table on the page: sortable by its raw values, scrolled in its own box
import {
  type ColumnDef,
  createSortedRowModel,
  type Row,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  useTable,
} from "@tanstack/react-table";
import { useVirtualizer } from "@tanstack/react-virtual";
import { memo, useMemo, useState } from "react";
import type { Cell, Column, Table } from "../lib/table";
import { type Scale, scaleFor } from "../lib/whisker";
import { CellText, rawTitle } from "./figures";
import css from "./table.module.css";
import { Whisker } from "./whisker";

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });
type Line = Row<typeof features, Cell[]>;

/** From so many rows on, only those in sight are drawn. */
const MANY = 100;
const ROW_HEIGHT = 33;
/** Names, dates and identifiers: longer texts may be broken into lines. */
const SHORT = 26;

/** sort: the key of a column, "-" before it for the largest first; without onSort the table keeps it itself. */
export const DataTable = memo(function DataTable(props: {
  table: Table;
  /** Its title is a heading already: the caption is not seen. */
  headed?: boolean;
  sort?: string | undefined;
  onSort?: (sort: string) => void;
}) {
  const { table, headed = false, onSort } = props;
  const [ownSort, setOwnSort] = useState("");
  const sort = onSort ? (props.sort ?? "") : ownSort;
  const sorting = useMemo(() => sortingOf(sort), [sort]);
  const columns = useMemo(() => table.columns.map(definition), [table.columns]);
  const scales = useMemo(
    () =>
      table.columns.map(({ whiskers }, i) => (whiskers ? scaleFor(table.rows.map((row) => row[i])) : null)),
    [table],
  );
  const model = useTable({
    features,
    columns,
    data: table.rows,
    state: { sorting },
    onSortingChange: (change) =>
      (onSort ?? setOwnSort)(sortOf(typeof change === "function" ? change(sorting) : change)),
  });
  const lines = model.getRowModel().rows;
  const many = lines.length > MANY;
  // state, not a ref: the lines in sight are known once the box is there
  const [box, setBox] = useState<HTMLDivElement | null>(null);
  const sortable = lines.length > 1;
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls
    <div
      ref={setBox}
      role="group"
      aria-label={table.title}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
      tabIndex={0}
      className={many ? `${css.box} ${css.tall}` : css.box}
    >
      <table
        className={many ? `${css.table} ${css.fixed}` : css.table}
        aria-rowcount={many ? lines.length + 1 : undefined}
      >
        <caption>
          <span className={headed ? css.hidden : css.caption}>{table.title}</span>
        </caption>
        {many && <Widths table={table} />}
        <thead>
          <tr aria-rowindex={many ? 1 : undefined}>
            {table.columns.map((column) => {
              const header = model.getColumn(column.key);
              const order = header?.getIsSorted() ?? false;
              return (
                <th
                  key={column.key}
                  scope="col"
                  className={column.numeric ? css.numeric : undefined}
                  aria-sort={order ? (order === "asc" ? "ascending" : "descending") : undefined}
                >
                  {sortable ? (
                    <button
                      type="button"
                      className={order ? `${css.sort} ${css.sorted}` : css.sort}
                      onClick={header?.getToggleSortingHandler()}
                    >
                      {column.label}
                      {order && <span aria-hidden="true"> {order === "asc" ? "↑" : "↓"}</span>}
                    </button>
                  ) : (
                    column.label
                  )}
                </th>
              );
            })}
          </tr>
        </thead>
        {many ? (
          <VisibleLines lines={lines} columns={table.columns} scales={scales} box={box} />
        ) : (
          <tbody>
            {lines.map((line) => (
              <LineCells key={line.id} cells={line.original} columns={table.columns} scales={scales} />
            ))}
            {lines.length === 0 && (
              <tr>
                <td colSpan={table.columns.length} className={css.none}>
                  nothing to list
                </td>
              </tr>
            )}
          </tbody>
        )}
      </table>
    </div>
  );
});

/** The lines in sight, and two of the height of those before and after. */
function VisibleLines(props: {
  lines: Line[];
  columns: Column[];
  scales: (Scale | null)[];
  box: HTMLDivElement | null;
}) {
  const { lines, columns, scales, box } = props;
  const virtual = useVirtualizer({
    count: lines.length,
    getScrollElement: () => box,
    estimateSize: () => ROW_HEIGHT,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const before = items[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (items.at(-1)?.end ?? 0);
  return (
    <tbody>
      <Spacer height={before} />
      {items.map(({ index }) => {
        const line = lines[index];
        return (
          line && (
            <LineCells
              key={line.id}
              cells={line.original}
              columns={columns}
              scales={scales}
              index={index + 2}
            />
          )
        );
      })}
      <Spacer height={after} />
    </tbody>
  );
}

function Spacer({ height }: { height: number }) {
  return height > 0 ? (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a row takes no focus
    <tr aria-hidden="true" className={css.spacer}>
      <td style={{ height }} />
    </tr>
  ) : null;
}

function LineCells(props: { cells: Cell[]; columns: Column[]; scales: (Scale | null)[]; index?: number }) {
  const { cells, columns, scales, index } = props;
  return (
    <tr aria-rowindex={index} style={index === undefined ? undefined : { height: ROW_HEIGHT }}>
      {columns.map((column, i) => {
        const cell = cells[i];
        const common = {
          key: column.key,
          className: column.numeric ? css.numeric : cell && cell.text.length > SHORT ? css.long : css.short,
          title: cell && (rawTitle(cell) ?? (index === undefined ? undefined : cell.text)),
        };
        const { key, ...rest } = common;
        const scale = scales[i];
        const text = cell && (
          <>
            <CellText cell={cell} />
            {scale && <Whisker cell={cell} scale={scale} />}
          </>
        );
        return i === 0 ? (
          <th key={key} scope="row" {...rest}>
            {text}
          </th>
        ) : (
          <td key={key} {...rest}>
            {text}
          </td>
        );
      })}
    </tr>
  );
}

/** Fixed widths, from the longest texts: what scrolls into sight must not move the columns. */
function Widths({ table }: { table: Table }) {
  const widths = useMemo(
    () =>
      table.columns.map((column, i) => {
        let longest = column.label.length + 2;
        for (const row of table.rows) longest = Math.max(longest, row[i]?.text.length ?? 0);
        return Math.min(longest, 36) + 3;
      }),
    [table],
  );
  return (
    <colgroup>
      {table.columns.map((column, i) => (
        // the first, which stays in sight, leaves room for others
        <col key={column.key} style={{ width: i === 0 ? `min(${widths[i]}ch, 40vw)` : `${widths[i]}ch` }} />
      ))}
    </colgroup>
  );
}

function definition(column: Column, i: number): ColumnDef<typeof features, Cell[]> {
  return {
    id: column.key,
    accessorFn: (row) => row[i]?.order ?? row[i]?.raw ?? undefined,
    sortFn: byRaw,
    sortUndefined: "last",
    sortDescFirst: false,
  };
}

const collator = new Intl.Collator("en", { numeric: true });

function byRaw(a: Line, b: Line, column: string): number {
  const [x, y] = [a.getValue(column), b.getValue(column)];
  return typeof x === "number" && typeof y === "number" ? x - y : collator.compare(String(x), String(y));
}

function sortingOf(sort: string): SortingState {
  return sort === "" ? [] : [{ id: sort.replace(/^-/, ""), desc: sort.startsWith("-") }];
}

function sortOf([first]: SortingState): string {
  return first ? `${first.desc ? "-" : ""}${first.id}` : "";
}
