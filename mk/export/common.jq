# common.jq - what all formats take from records
#
# $all: "all" for every metric of a record; else those that its benchmark compares
# and those it calls work.  A format is a function of its own, out_FORMAT, from the
# list of records to a list of {path, text}: files below the output, "" the output
# itself.

def name: "\(.benchmark_id)/\(.implementation)/\(.profile)";

def wanted:
  if $all == "all" then .metrics | keys
  else (.spec.compare + [.spec.work[].metric]) as $names
    | [.metrics | to_entries[] | select(.value.metric as $m | $names | index([$m])) | .key] | sort
  end;

def slim:
  {benchmark_id, implementation, language, profile, status, reason, timestamp, run_id, commit_sha, name: name,
    machine: .environment.machine_class, environment, dataset: .dataset.content_sha256[:16],
    metrics: (wanted as $keys | [.metrics[$keys[]]])};

# The interval, if its level is what it should be.
def ends: if .interval and .interval.confidence >= 0.95 then .interval else null end;

def ok: map(select(.status == "ok"));
def lost: map(select(.status != "ok") | {name, status, reason});

def file($path; text): {path: $path, text: text};
def json_file($path; value): file($path; value | tojson + "\n");

# The same name for what may be in a file's name.
def plain: gsub("[^A-Za-z0-9_.=-]+"; "_");

# And for what may be in that of a Python function.
def identifier: gsub("[^A-Za-z0-9_]+"; "_");

# Cases of a record that differ only in characters that a format does not have.
def alike($format):
  [.[] | .name as $name | [.metrics[].case] | unique | group_by(if $format == "asv" then identifier else plain end)[]
    | select(length > 1) | {$name, cases: map(tojson) | join(" and ")}];
