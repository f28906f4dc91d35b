// trends.tsx - the page Trends: one metric of a benchmark over time; which is chosen
import { useMemo } from "react";
import { Select } from "../components/select";
import { Empty, Problem, Waiting } from "../components/state";
import { View } from "../components/view";
import { type Index, shardName, type Trends } from "../data/contracts";
import { useDashboard, useShard } from "../data/store";
import { spaced } from "../lib/format";
import type { Row } from "../lib/rows";
import { type Kept, OneCourse, shownOf } from "./trends/course";
import css from "./trends/trends.module.css";

export function TrendsView() {
  const dashboard = useDashboard();
  const { index, rows, place, go } = dashboard;
  const { filters, choices } = place;
  const all = useMemo(() => keptOf(index, rows), [index, rows]);
  const wanted = place.name === "" ? filters.benchmark : [place.name];
  const own = wanted ? all.filter(({ benchmark }) => wanted.includes(benchmark.id)) : all;
  const kept = own.find(({ profile }) => filters.profile?.includes(profile)) ?? own[0];
  const metric =
    choices.metric ??
    kept?.benchmark.compare.find((one) => kept.metrics.includes(one)) ??
    kept?.metrics[0] ??
    "";
  const known = kept?.metrics.includes(metric) ?? false;
  const shard = useShard<Trends>(
    kept && known ? shardName("trends", kept.benchmark.id, kept.profile, metric) : null,
  );
  const trends = shard.state === "ready" ? shard.data : null;
  const shown = useMemo(
    () => (kept && trends ? shownOf(kept, trends, dashboard) : null),
    [kept, trends, dashboard],
  );
  if (!kept) return <NoHistory name={wanted?.join(", ") ?? ""} />;
  const { benchmark, profile, metrics } = kept;
  return (
    <View
      title={`Trends of ${benchmark.id}: ${benchmark.title}`}
      tables={shown && shown.series.length > 0 ? shown.tables : []}
    >
      <div className={css.choices}>
        <Select
          label="benchmark"
          value={benchmark.id}
          options={[...new Set(all.map((one) => one.benchmark.id))].sort()}
          onChange={(name) => go({ name, filters: { benchmark: [] }, choices: { metric: "", case: "" } })}
        />
        <Select
          label="profile"
          value={profile}
          options={all.filter((one) => one.benchmark === benchmark).map((one) => one.profile)}
          onChange={(one) => go({ name: benchmark.id, filters: { profile: [one] } })}
        />
        <Select
          label="metric"
          value={metric}
          options={metrics.map((value) => ({ value, label: spaced(value) }))}
          onChange={(one) => go({ choices: { metric: one, case: "" } })}
        />
        {shown && shown.cases.length > 1 && (
          <Select
            label="case"
            value={shown.part}
            options={shown.cases.map((value) => ({ value, label: value || "the whole run" }))}
            onChange={(one) => go({ choices: { case: one } })}
          />
        )}
        {shown && shown.machines.length > 1 && (
          <Select
            label="machine"
            value={shown.machine}
            options={shown.machines.map((value) => ({ value, label: machineName(index, value) }))}
            onChange={(one) => go({ filters: { machine: [one] } })}
          />
        )}
        <Select
          label="by"
          value={choices.x === "commit" ? "commit" : "date"}
          options={["date", { value: "commit", label: "order of commits" }]}
          onChange={(x) => go({ choices: { x: x === "date" ? "" : x } })}
        />
      </div>
      {!known ? (
        <Empty title={`There is no history of ${spaced(metric)}`}>
          <p>Choose another metric above.</p>
        </Empty>
      ) : shard.state === "broken" ? (
        <Problem what="This trend" reason={shard.reason} />
      ) : !shown ? (
        <Waiting what={`the history of ${benchmark.id}`} />
      ) : (
        <OneCourse shown={shown} benchmark={benchmark.id} />
      )}
    </View>
  );
}

/** The one with most runs on a machine comes first. */
function keptOf(index: Index, rows: Row[]): Kept[] {
  const runs = new Map<string, Set<string>>();
  const most = new Map<string, number>();
  for (const { benchmark, profile, machine, run } of rows) {
    const key = `${benchmark.id}@${profile}`;
    const here = (runs.get(`${key}@${machine.id}`) ?? new Set()).add(run);
    runs.set(`${key}@${machine.id}`, here);
    most.set(key, Math.max(most.get(key) ?? 0, here.size));
  }
  const count = (key: string) => most.get(key) ?? 0;
  return Object.entries(index.trends)
    .sort(([a], [b]) => count(b) - count(a))
    .flatMap(([key, metrics]) => {
      const cut = key.lastIndexOf("@");
      const benchmark = index.dims.benchmark.find(({ id }) => id === key.slice(0, cut));
      return benchmark ? [{ benchmark, profile: key.slice(cut + 1), metrics }] : [];
    });
}

/** For people; the label alone may be that of two. */
function machineName(index: Index, id: string): string {
  const label = index.dims.machine.find((machine) => machine.id === id)?.label;
  return label ? `${label} (${id.slice(0, 8)})` : id;
}

function NoHistory({ name }: { name: string }) {
  const { href } = useDashboard();
  return (
    <View title={`Trends${name && ` of ${name}`}`} tables={[]} filters={[]}>
      <Empty title="There is no history of it yet">
        <p>
          <code>make bench</code> measures and appends to the history, <code>make history-import</code>{" "}
          appends the records there are already. Then <code>make dashboard</code>.
        </p>
        {name && (
          <p>
            <a href={href({ page: "trends", name: "", filters: { benchmark: [] } })}>What has a history</a>
          </p>
        )}
      </Empty>
    </View>
  );
}
