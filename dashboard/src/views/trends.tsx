// trends.tsx - the page Trends: a metric over time, or without a benchmark the latest changes of all
import { Select } from "../components/select";
import { Empty, Problem, Waiting } from "../components/state";
import { View } from "../components/view";
import { type Benchmark, shardName, type Trends } from "../data/contracts";
import { useDashboard, useShard } from "../data/store";
import { spaced } from "../lib/format";
import { Course } from "./trends/course";
import { LatestChanges } from "./trends/latest";
import { chosen, profilesOf } from "./trends/options";

export function TrendsView() {
  const { index, place } = useDashboard();
  if (place.name === "") return <LatestChanges />;
  const benchmark = index.dims.benchmark.find(({ id }) => id === place.name);
  return benchmark ? <OfBenchmark benchmark={benchmark} /> : <Unknown />;
}

function Unknown() {
  const { href, place } = useDashboard();
  return (
    <View title={`Trends of ${place.name}`} tables={[]} filters={[]}>
      <Empty title="There is no such benchmark">
        <p>
          No record here is of a benchmark <q>{place.name}</q>.{" "}
          <a href={href({ page: "trends", name: "" })}>The benchmarks there are</a>
        </p>
      </Empty>
    </View>
  );
}

function OfBenchmark({ benchmark }: { benchmark: Benchmark }) {
  const { index, place, go } = useDashboard();
  const profiles = profilesOf(index, benchmark.id);
  const profile = chosen(place.filters.profile, profiles);
  const metrics = index.trends[`${benchmark.id}@${profile}`] ?? [];
  const metric = place.choices.metric ?? benchmark.compare.find((one) => metrics.includes(one)) ?? metrics[0];
  const known = metric !== undefined && metrics.includes(metric);
  const trends = useShard<Trends>(known ? shardName("trends", benchmark.id, profile, metric) : null);
  const title = `Trends of ${benchmark.title}`;
  if (profiles.length === 0) return <NoHistory benchmark={benchmark} title={title} />;

  const choosers = (
    <>
      <Select
        label="benchmark"
        value={benchmark.id}
        options={benchmarksWithTrends(index.trends)}
        onChange={(name) => go({ name, choices: { metric: "", case: "" } })}
      />
      <Select
        label="profile"
        value={profile}
        options={profiles}
        onChange={(one) => go({ filters: { profile: [one] } })}
      />
      <Select
        label="metric"
        value={metric ?? ""}
        options={metrics.map((value) => ({ value, label: spaced(value) }))}
        onChange={(one) => go({ choices: { metric: one, case: "" } })}
      />
    </>
  );
  if (known && trends.state === "ready")
    return (
      <Course
        benchmark={benchmark}
        profile={profile}
        trends={trends.data}
        title={title}
        choosers={choosers}
      />
    );
  return (
    <View title={title} tables={[]}>
      {choosers}
      {!known ? (
        <Empty title={`There is no history of ${metric ?? "a metric"}`}>
          <p>
            The history keeps of {benchmark.id}, profile {profile}:{" "}
            {metrics.map(spaced).join(", ") || "nothing"}.
          </p>
        </Empty>
      ) : trends.state === "broken" ? (
        <Problem what="This trend" reason={trends.reason} />
      ) : (
        <Waiting what={`the history of ${benchmark.id}`} />
      )}
    </View>
  );
}

function benchmarksWithTrends(trends: { [series: string]: string[] }): string[] {
  return [...new Set(Object.keys(trends).map((key) => key.slice(0, key.lastIndexOf("@"))))].sort();
}

function NoHistory({ benchmark, title }: { benchmark: Benchmark; title: string }) {
  return (
    <View title={title} tables={[]} filters={[]}>
      <Empty title="There is no history of this benchmark yet">
        <p>
          <code>make bench-{benchmark.id}</code> measures it and appends to the history,{" "}
          <code>make history-import</code> appends the records there are already. Then{" "}
          <code>make dashboard</code>.
        </p>
      </Empty>
    </View>
  );
}
