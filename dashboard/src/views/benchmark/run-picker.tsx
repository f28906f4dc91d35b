// run-picker.tsx - which session of a benchmark the page shows, the newest first; and what it can be put beside
import { Select } from "../../components/select";
import { useDashboard } from "../../data/store";
import { dateAndTime } from "../../lib/format";
import type { Row } from "../../lib/rows";
import style from "./benchmark.module.css";

/** runs: a row of each; "" chooses the newest whole one. */
export function RunPicker(props: { runs: Row[]; value: Row; onChange: (run: string) => void }) {
  const { runs, value, onChange } = props;
  const { href } = useDashboard();
  const [id, own] = [value.benchmark.id, { benchmark: [value.benchmark.id], run: [value.run] }];
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
      <nav aria-label="Of this run" className={style.beside}>
        {runs.length > 1 && (
          <a href={href({ page: "compare", filters: own, choices: { mode: "run" } })}>
            Compare with another run
          </a>
        )}
        {value.whole && (
          <a href={href({ page: "compare", filters: own, choices: { mode: "variant" } })}>
            Compare its implementations
          </a>
        )}
        <a href={href({ page: "trends", name: id, filters: { profile: [value.profile], run: [] } })}>
          Trends
        </a>
      </nav>
    </div>
  );
}
