# asv.jq - results of airspeed velocity: MACHINE/HASH-ENV.json of version 2, and
# what goes with them.  A benchmark is a metric of a case, its parameter is the
# implementation; one that failed is null.  A record without a commit has no place.

# The ranks of the interval of a median of n, at 99 %: the largest k with
# P(B < k) of at most half a percent, B binomial (n, 1/2) (David and Nagaraja,
# "Order Statistics", 7.1); 0: n is too small.
def rank99:
  . as $n
  | reduce range($n) as $i ({term: pow(0.5; $n), below: 0, k: 0};
      .below += .term | .term *= ($n - $i) / ($i + 1)
      | if .below <= 0.005 then .k = $i + 1 else . end)
  | .k;

def ends99:
  if .samples == null then [null, null]
  else (.samples | sort) as $x | ($x | length | rank99) as $k
    | if $k == 0 then [null, null] else [$x[$k - 1], $x[-$k]] end
  end;

def asv_name($record): [$record.benchmark_id, $record.profile, .case | select(. != "") | identifier]
  + ["track_\(.metric)"] | join(".");

def milliseconds: fromdateiso8601 * 1000;

# All that was measured, by name and implementation.
def flat: [.[] | . as $record | .metrics[] | {name: asv_name($record), record: $record, metric: .}];

def benchmark_list($implementations):
  group_by(.name) | map({key: .[0].name, value: {
    code: "", name: .[0].name, param_names: ["implementation"],
    params: [$implementations[.[0].record | "\(.benchmark_id)/\(.profile)"]],
    timeout: 60, type: "track", unit: .[0].metric.unit, version: "1"}}) | from_entries + {version: 2};

def columns: ["result", "params", "version", "started_at", "duration", "stats_ci_99_a", "stats_ci_99_b",
  "stats_q_25", "stats_q_75", "stats_number", "stats_repeat", "samples"];

# One benchmark of one commit: a value for each implementation, null if there is none.
def row($implementations):
  (.[0].record | $implementations["\(.benchmark_id)/\(.profile)"]) as $names
  | (map({key: "'\(.record.implementation)'", value: .metric}) | from_entries) as $by
  | (.[0].record.timestamp | milliseconds) as $time
  | [$names[] | $by[.]] as $m
  | [[$m[] | .value?], [$names], "1", $time, null, [$m[] | if . then ends99[0] else null end],
    [$m[] | if . then ends99[1] else null end], [$m[] | .q1?], [$m[] | .q3?], [$m[] | if . then 1 else null end],
    [$m[] | if . then .n else null end], [$m[] | .samples?]];

def out_asv:
  map(select(.commit_sha))
  | (group_by([.benchmark_id, .profile]) | map({key: (.[0] | "\(.benchmark_id)/\(.profile)"),
      value: ([.[].implementation] | unique | map("'\(.)'"))}) | from_entries) as $implementations
  | flat as $flat
  | if $flat == [] then [] else
    [json_file("benchmarks.json"; $flat | benchmark_list($implementations))]
    + [group_by(.machine)[] | .[0]
      | json_file("\(.machine)/machine.json"; .environment | {machine: .machine_class, os: "\(.os)", arch: .architecture,
          cpu: .cpu_model, num_cpu: "\(.cpu_count)", ram: "\(.memory_total_B)", version: 1})]
    + [$flat | group_by([.record.machine, .record.commit_sha])[] | .[0].record as $first
      | ([.[].record.timestamp] | min | milliseconds) as $date
      | json_file("\($first.machine)/\($first.commit_sha[:8])-plumbline.json"; {
          commit_hash: $first.commit_sha, env_name: "plumbline", date: $date,
          params: ($first.environment | {machine: .machine_class, os: "\(.os)", arch: .architecture, cpu: .cpu_model,
            num_cpu: "\(.cpu_count)", ram: "\(.memory_total_B)"}),
          python: "", requirements: {}, env_vars: {}, result_columns: columns,
          results: (group_by(.name) | map({key: .[0].name, value: row($implementations)}) | from_entries),
          durations: {}, version: 2})]
    end;
