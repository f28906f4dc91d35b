# history.jq - sessions of a history as if they were records, with what otava.jq
# takes of them

group_by([.benchmark, .implementation, .profile, .machine, .dataset, .run_id])
| map(.[0] as $first | ($first | {benchmark_id: .benchmark, implementation, profile, machine, dataset,
    timestamp: .time, run_id, commit_sha: .commit, status, reason: "see the history",
    name: "\(.benchmark)/\(.implementation)/\(.profile)"})
  + {metrics: [.[] | select(.status == "ok") | {case: (.case // ""), metric, unit, direction, value}]})
