# otava.jq - a CSV for each implementation, machine and dataset: a line for each
# session that went well, in order of time, and a column for each metric that all of
# them have, because Otava takes no empty cells; a metric that some lack has a CSV of
# its own.  otava.yaml says what the columns are, failed.json what has no line.

def column: (if .case == "" then "" else .case + "." end) + .metric | plain;
def otava_name: [.benchmark_id, .implementation, .profile, .machine, .dataset] | map(. // "unknown") | join(".") | plain;

def test:
  "  \(.name):", "    type: csv", "    file: \(.name).csv", "    time_column: time",
  "    attributes: [commit, run_id]", "    metrics:",
  (.columns[] | "      \(.column):", "        column: \(.column)", "        scale: 1.0", "        direction: \(.direction)");

def cells: (["time", "commit", "run_id"] + [.columns[].column]),
  (.columns as $columns | .sessions[]
    | .by as $by | [.timestamp, .commit_sha // "", .run_id] + [$columns[] | $by[.column]]);

# The sessions of one name, as one or more tables.
def tables:
  (.[0] | otava_name) as $name
  | sort_by(.timestamp, .run_id)
  | map(.by = (.metrics | map({key: column, value}) | from_entries)) as $sessions
  | [.[].metrics[] | select(.direction != "neutral") | {column: column, direction: (if .direction == "higher" then 1 else -1 end)}]
  | unique_by(.column)
  | map(.column as $c | . + {all: all($sessions[]; .by | has($c))})
  | ({name: $name, columns: map(select(.all)), sessions: $sessions} | select(.columns != [])),
    (.[] | select(.all | not) | .column as $c
      | {name: "\($name).\($c)", columns: [.], sessions: [$sessions[] | select(.by | has($c))]});

def out_otava:
  lost as $lost
  | [ok | group_by(otava_name)[] | tables]
  | if . == [] then [] else
      map(file("\(.name).csv"; [cells | @csv + "\n"] | add))
      + [file("otava.yaml"; ["tests:", (.[] | test)] | join("\n") + "\n"), json_file("failed.json"; $lost)]
    end;
