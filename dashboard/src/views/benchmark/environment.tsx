// environment.tsx - a part of the page Benchmark
import type { Table } from "../../lib/table";
import type { Part } from "./part";

export function Environment(_: Part): React.JSX.Element | null {
  return null;
}

export function environmentTables(_: Part): Table[] {
  return [];
}
