// table.test.ts - tests of table.ts
import { expect, test } from "vitest";
import { tableOf } from "./table";

test("a table has a column and a cell for each that is described", () => {
  const table = tableOf(
    "Fixes",
    [
      { label: "with a fix", cell: (row) => row.name },
      { key: "n_s", label: "n", numeric: true, cell: ({ n }, i) => ({ text: `${n} s`, raw: n + i }) },
    ],
    [
      { name: "a", n: 1 },
      { name: "b", n: 2 },
    ],
  );
  expect(table).toEqual({
    title: "Fixes",
    columns: [
      { key: "with_a_fix", label: "with a fix" },
      { key: "n_s", label: "n", numeric: true },
    ],
    rows: [
      [
        { text: "a", raw: "a" },
        { text: "1 s", raw: 1 },
      ],
      [
        { text: "b", raw: "b" },
        { text: "2 s", raw: 3 },
      ],
    ],
  });
});
