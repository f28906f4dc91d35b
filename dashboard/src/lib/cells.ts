// cells.ts - what is told of a record in every list of records
import { dateAndTime } from "./format";
import type { Row } from "./rows";
import { type Cell, words } from "./table";

/** Only what went wrong is marked. */
export function statusCell({ status }: Pick<Row, "status">): Cell {
  return status === "ok" ? words(status) : { ...words(status.replaceAll("_", " ")), tone: "bad" };
}

/** Seconds since 1970; exports have the time as ISO 8601 writes it, which every tool reads. */
export function timeCell(time: number | null): Cell {
  const text = dateAndTime(time);
  return time === null
    ? { text, raw: null }
    : { text, raw: new Date(time * 1000).toISOString(), order: time };
}

export function commitCell({ commit, dirty }: Pick<Row, "commit" | "dirty">): Cell {
  return { text: `${commit?.slice(0, 12) ?? "unknown"}${dirty ? " with changes" : ""}`, raw: commit };
}
