// provenance.tsx - a part of the page Benchmark
import type { Table } from "../../lib/table";
import type { Part } from "./part";

export function Provenance(_: Part): React.JSX.Element | null {
  return null;
}

export function provenanceTables(_: Part): Table[] {
  return [];
}
