# k6.jq - k6's summary: --summary-export, or the data of handleSummary
#
# The first has no types and no units, and a threshold there is true if it was
# crossed; the second has both, and says ok.

def suffix: {avg: "mean", med: "median"}[.] // (if test("^p\\(.*\\)$") then "p" + .[2:-1] else . end);

# k6's own: what --summary-export does not say
def kind($name):
  ($name | sub("\\{.*"; "")) as $base
  | if .contains then .contains
    elif $base | test("^(http_req_(duration|blocked|connecting|tls_handshaking|sending|waiting|receiving)|iteration_duration|group_duration|ws_(connecting|session_duration|ping)|grpc_req_duration|browser_web_vital_(fcp|fid|inp|lcp|ttfb))$") then "time"
    elif $base | test("^(data_sent|data_received)$") then "data"
    else "default" end;

def figures($name):
  kind($name) as $kind
  | (.values // del(.thresholds, .type, .contains)) as $v
  | ({time: "s", data: "B", default: "1"}[$kind] // "1") as $unit
  | ($name | chosen) as $metric
  | $v | to_entries[]
  | if .key == "rate" and ($v | has("count")) then ["\($metric)_rate", "\($unit)/s", .value]
    elif .key == "count" or .key == "value" or .key == "rate" then [$metric, $unit, .value]
    elif .key | IN("passes", "fails") then ["\($metric)_\(.key)", "1", .value]
    else ["\($metric)_\(.key | suffix)", $unit, (.value | if $kind == "time" then over(1e3) else . end)] end;

def crossed: [.metrics | to_entries[] | .key as $metric | .value.thresholds // {} | to_entries[]
  | select(if .value | type == "boolean" then .value else .value.ok == false end) | "\($metric): \(.key)"];

if (.metrics | type) != "object" or .metrics == {} then error("it has no metrics") else . end
| crossed as $crossed
| generator("k6") + {
    compare: [if .metrics.http_req_duration then "http_req_duration_median" elif .metrics.iteration_duration then "iteration_duration_median"
      else .metrics | keys[0] end],
    extra: del(.metrics),
    implementations: [
      alone(null; "k6") + {
        status: (if $crossed == [] then "ok" else "failed" end),
        reason: (if $crossed == [] then null else "crossed: \($crossed | join("; "))" end),
        rows: [.metrics | to_entries[] | .key as $name | .value | figures($name) as [$metric, $unit, $value] | row(""; $metric; $unit; $value)],
        notes: [if any(.metrics[]; .type) then empty else "the file tells no units: those of k6's own metrics are known, those of others are taken to be 1" end],
        extra: {thresholds: ([.metrics | to_entries[] | select(.value.thresholds) | {key, value: .value.thresholds}] | from_entries)}
      }]
  }
