// caveats.tsx - a part of the page Benchmark
import type { Table } from "../../lib/table";
import type { Part } from "./part";

export function Caveats(_: Part): React.JSX.Element | null {
  return null;
}

export function caveatsTables(_: Part): Table[] {
  return [];
}
