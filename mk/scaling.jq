# scaling.jq - what a record says of an implementation's sweep
#
# args: $implementation, $of (what an item is), $session; input: rows of fit(1)

select(.implementation == $implementation)
| {
    artifact_sha256: $session[0].implementations[$implementation].artifact.sha256,
    run_id: $session[0].run_id,
    started: $session[0].started,
    datasets: [$session[0].datasets[] | {name, sha256}],
    of: $of
  } + del(.implementation, .case, .metric)
# what is unknown is left out: the reason says why
| with_entries(select(.value != null and .value != ""))
