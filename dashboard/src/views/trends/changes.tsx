// changes.tsx - the latest changes in words, with the command that lists the commits between
import { useState } from "react";
import { CodeBlock } from "../../components/copy";
import { Mark } from "../../components/figures";
import { dateAndTime, humaneRatio, spaced } from "../../lib/format";
import { type Change, changeTone, commitRange, gitLog, type Runs } from "../../lib/trend";
import css from "./course.module.css";

const FIRST = 5;

/** compare: where the runs before and after a change are put against each other. */
export function ChangeList(props: { changes: Change[]; runs: Runs; compare: (change: Change) => string }) {
  const { changes, runs, compare } = props;
  const [all, setAll] = useState(false);
  if (changes.length === 0) return <p>No lasting change was found.</p>;
  const shown = all ? changes : changes.slice(0, FIRST);
  return (
    <>
      <ol className={css.changes}>
        {shown.map((change) => (
          <li
            key={`${change.series.implementation} ${change.series.case} ${change.segment.id} ${change.point}`}
          >
            <ChangeItem change={change} runs={runs} compare={compare} />
          </li>
        ))}
      </ol>
      {changes.length > FIRST && (
        <button type="button" aria-expanded={all} onClick={() => setAll(!all)}>
          {all ? `Only the latest ${FIRST}` : `All ${changes.length} changes`}
        </button>
      )}
    </>
  );
}

function ChangeItem({
  change,
  runs,
  compare,
}: {
  change: Change;
  runs: Runs;
  compare: (change: Change) => string;
}) {
  const { series, annotation, verdict } = change;
  const tone = changeTone(change);
  const command = gitLog(change);
  const unclean = runs.dirty[change.before] || runs.dirty[change.after];
  return (
    <>
      <p>
        {tone && <Mark tone={tone} />} <strong>{series.implementation}</strong>{" "}
        {[series.case, spaced(series.metric)].filter(Boolean).join(" ")}{" "}
        <strong title={change.ratio === null ? undefined : String(change.ratio)}>
          {humaneRatio(change.ratio, change.ratio_lo, change.ratio_hi)}
        </strong>
        , {verdict}, between {dateAndTime(runs.time[change.before])} and{" "}
        {dateAndTime(runs.time[change.after])} · <a href={compare(change)}>compare the two runs</a>
      </p>
      {annotation && (
        <p>
          {annotation.expired
            ? `Was accepted until ${annotation.expires}, which has expired: `
            : `Accepted until ${annotation.expires}: `}
          {annotation.reason}
        </p>
      )}
      {command === null ? (
        <p>Commits: {commitRange(change)}</p>
      ) : (
        <CodeBlock text={command} what="the command" />
      )}
      {unclean && <p>The work tree differed from its commit: the change may be in what was not committed.</p>}
    </>
  );
}
