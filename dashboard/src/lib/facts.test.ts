import { expect, it } from "vitest";
import type { ResultRecord } from "../data/contracts";
import { differs, factOf, factsTable, member } from "./facts";
import { words } from "./table";

const records = ["c", "python", "rust"].map(
  (implementation) => ({ implementation, language: implementation === "c" ? "C" : "other" }) as ResultRecord,
);

it("says once what all say, and marks what should be the same and is not", () => {
  const same = factOf(records, "what", "what", () => words("x"));
  expect(same.values).toEqual([{ implementations: ["c", "python", "rust"], cell: words("x") }]);
  expect(differs(same)).toBe(false);
  const other = factOf(records, "language", "language", ({ language }) => words(language));
  expect(other.values.map(({ implementations }) => implementations)).toEqual([["c"], ["python", "rust"]]);
  expect([differs(other), differs({ ...other, own: true })]).toEqual([true, false]);
});

it("exports a row for each implementation that has it", () => {
  const fact = factOf(records, "l", "language", ({ implementation, language }) =>
    implementation === "rust" ? null : words(language),
  );
  expect(factsTable("T", [fact]).rows.map((row) => row.map(({ raw }) => raw))).toEqual([
    ["language", "c", "C"],
    ["language", "python", "other"],
  ]);
});

it("member sees own members only", () => {
  expect([member({ a: 1 }, "a"), member({}, "toString")]).toEqual([1, undefined]);
});
