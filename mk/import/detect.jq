# detect.jq - whose results are these?  args: $json: whether the input is JSON values
# or lines of text; input: an array of either; output: the names of formats that fit

def json:
  (if length == 1 then .[0] | objects
    | (select((.results | type) == "array" and any(.results[]; has("command")?)) | "hyperfine"),
      (select(has("benchmarks") and has("machine_info")) | "pytest-benchmark"),
      (select(has("benchmarks") and has("context")) | "google-benchmark"),
      (select((.benchmarks | type) == "array" and any(.benchmarks[]; has("runs")?)) | "pyperf"),
      (select((.metrics | type) == "object" and (has("root_group") or has("state"))) | "k6"),
      (select((.summary | type) == "object" and (.summary | has("requestsPerSec"))) | "oha")
    else empty end),
  (select(any(.[] | objects; has("counter-value"))) | "perf"),
  (select(any(.[] | objects; .reason == "benchmark-complete")) | "cargo-criterion");

def text:
  (select(any(.[]; test("^Running .* test @ "))) | "wrk"),
  (select(any(.[]; startswith("finished in ") and test(" req/s, "))) | "h2load"),
  (select(any(.[]; test("^Benchmark[^ \t]*[ \t]+[0-9]+[ \t]+[0-9.]+"))) | "go"),
  (select(any(.[]; . != "") and all(.[]; . == "" or test("^[0-9]{12,}\t-?[0-9]+\t[0-9]+$"))) | "h2load-log");

[if $json then json else text end][]
