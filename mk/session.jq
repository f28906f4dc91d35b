# session.jq - the provenance of a session of measuring, for the records
#
# args: $run_id, $started, $commit, $dirty, $profile, $timer, $spec_sha256,
# $spec, $dataset (of a profile "sweep" several), $environment, $roofline (null: not asked for), $server (where it
# runs; null: none); inputs: build/B/I.json

def null_if_empty: if . == "" then null else . end;

{
  $run_id, $started,
  commit_sha: ($commit | null_if_empty),
  dirty: (if $commit == "" then null else $dirty != "" end),
  $profile,
  seed: $spec[0].seed,
  environment: $environment[0],
  $spec_sha256,
  timer_sha256: $timer,
  $roofline,
  server: ($server | if . then {command: $spec[0].server, layout: .} else null end),
  implementations: (reduce inputs as $build ({};
    .[input_filename | sub(".*/"; "") | rtrimstr(".json")] = $build))
} + if $profile == "sweep" then {datasets: $dataset}
else {dataset: $dataset[0], answer: $spec[0].answers[$dataset[0].content_sha256].xxh3_128} end
