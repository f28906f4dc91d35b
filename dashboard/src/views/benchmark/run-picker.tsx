// run-picker.tsx - which session of a benchmark the page shows, the newest first
import { Select } from "../../components/select";
import { dateAndTime } from "../../lib/format";
import type { Row } from "../../lib/rows";
import style from "./benchmark.module.css";

/** runs: a row of each; "" chooses the newest whole one. */
export function RunPicker(props: { runs: Row[]; value: Row; onChange: (run: string) => void }) {
  const { runs, value, onChange } = props;
  const newest = runs.find((row) => row.whole) ?? runs[0];
  const label = (row: Row) =>
    [
      dateAndTime(row.time),
      row.profile,
      row.commit ? `${row.commit.slice(0, 9)}${row.dirty ? " with changes" : ""}` : "commit unknown",
      row.machine.label,
      ...(row.whole ? [] : ["only in the history"]),
    ].join(" · ");
  return (
    <div className={style.choosers}>
      <Select
        label="run"
        value={value.run}
        options={runs.map((row) => ({ value: row.run, label: label(row) }))}
        onChange={(run) => onChange(run === newest?.run ? "" : run)}
      />
    </div>
  );
}
