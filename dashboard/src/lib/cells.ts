// cells.ts - what is told of a record in every list of records
import type { Row } from "./rows";
import { type Cell, words } from "./table";

/** Only what went wrong is marked. */
export function statusCell({ status }: Pick<Row, "status">): Cell {
  return status === "ok" ? words(status) : { ...words(status.replaceAll("_", " ")), tone: "bad" };
}

export function commitCell({ commit, dirty }: Pick<Row, "commit" | "dirty">): Cell {
  return { text: `${commit?.slice(0, 12) ?? "unknown"}${dirty ? " with changes" : ""}`, raw: commit };
}
