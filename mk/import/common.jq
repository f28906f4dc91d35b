# common.jq - what the programs of this folder share
#
# Each turns the results of one tool into one object:
#   tool, version, timestamp, commit_sha, dirty, order   null: the file does not say
#   environment      what it says of the machine, by the names of fingerprint(1)
#   compare          the metrics to compare and to show, the first one first
#   implementations  [{name, language, toolchain, command, status, reason, notes,
#                    failed, left_out, extra, rows}]
# where a row is [round, phase, status, case, metric, unit, value], in base units,
# notes are caveats, failed and left_out are [{what, reason}], and extra has what
# nobody here knows.

def null_if_empty: if . == "" then null else . end;

# a number in a smaller unit; what is no number stays, to be left out
def over($n): if type == "number" then . / $n else . end;
def times($n): if type == "number" then . * $n else . end;

# a number that came as a text; what is none stays a text
def number: if test("^[-+]?[0-9]+([.][0-9]*)?([eE][-+]?[0-9]+)?$") then ltrimstr("+") | tonumber else . end;

def finite: type == "number" and fabs <= 1.7976931348623157e308;

# Rows whose value is no number are left out, with a reason.
def sift:
  .left_out = (.left_out // []) + [.rows[] | select(.[6] | finite | not)
    | {what: (.[3:5] | map(select(. != "")) | join("/")), reason: "its value is \(.[6] // "null")"}]
  | .rows |= map(select(.[6] | finite));

# one value of the one run there was
def row($case; $metric; $unit; $value): [1, "timed", "ok", $case, $metric, $unit, $value];

# the same if the file has the value at all
def row_if($case; $metric; $unit; $value): if $value == null then empty else row($case; $metric; $unit; $value) end;

# A name of a metric that somebody chose, kept from being taken for one of ours.
def chosen:
  if . as $name | ["wall_time", "cpu_time", "throughput", "item_rate", "alloc_bytes", "alloc_count",
      "answer_size", "disturbed", "env_padding", "exec_errno", "exit_code", "start_time", "term_signal"]
      | index($name)
  then "counter_" + . else . end;

# A file name out of a text.
def slug: gsub("[^A-Za-z0-9._]+"; "-") | .[:60] | sub("^[._-]+"; "") | sub("[._-]+$"; "");

# Names that come twice get a number.
def numbered:
  reduce .[] as $name ([]; . as $before
    | . + [first($name, (range(2; ($before | length) + 2) | "\($name)-\(.)") | select(. as $n | $before | index([$n]) | not))]);

# "x86_64" for "amd64", as uname -m has it
def architecture: {amd64: "x86_64", arm64: "aarch64", X86_64: "x86_64"}[.] // .;

# A time of day that tells its zone, or null.
def date_time: if type == "string" and test("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(Z|[+-][0-9]{2}:[0-9]{2})$") then . else null end;

def some: if . == "" or . == "unknown" then null else . end;

# One implementation, of a framework or of a generator of load.
def alone($language; $name):
  {name: $name, $language, toolchain: null, command: null, status: "ok", reason: null, notes: [], failed: [], left_out: [], extra: {}, rows: []};
