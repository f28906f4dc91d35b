// findings.tsx - a part of the page Benchmark
import type { Table } from "../../lib/table";
import type { Part } from "./part";

export function Findings(_: Part): React.JSX.Element | null {
  return null;
}

export function findingsTables(_: Part): Table[] {
  return [];
}
