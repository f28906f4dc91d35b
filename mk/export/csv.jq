# csv.jq - a row for each metric of each record; of one that failed a row without

def head: ["benchmark", "implementation", "language", "profile", "status", "reason", "case", "metric", "unit",
  "direction", "value", "lo", "hi", "confidence", "n", "time", "run_id", "commit"];

def out_csv:
  [file(""; [head, (.[] | . as $r | (.metrics | if . == [] then [null] else . end)[]
    | [$r.benchmark_id, $r.implementation, $r.language, $r.profile, $r.status, $r.reason, .case, .metric, .unit,
      .direction, .value, .interval.lo, .interval.hi, .interval.confidence, .n, $r.timestamp, $r.run_id, $r.commit_sha])]
    | map(@csv + "\n") | add)];
