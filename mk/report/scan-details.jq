# scan-details.jq - what Markdown and HTML have room for of report/scanned.jq: what
# was looked at, where the output of the tools is, and all figures

def short: if . == null then "unknown" else .[:12] end;

def subjects_table:
  {
    title: "What was looked at",
    folded: true,
    head: [name_column("subject"), name_column("implementation"), name_column("status"), column("packages"), column("lines"), column("tests"),
      name_column("SHA-256"), name_column("path"), name_column("why") + {wide: true}],
    rows: [.[] | .implementation as $name | .evidence.subjects[]? | [
      cell(.name), cell($name), cell(.status | gsub("_"; " ")), (.packages, .code_lines, .tests | if . == null then cell("") else cell(grouped; .) + {unit: "1"} end),
      (.sha256 as $sum | cell(if $sum then $sum | short else "" end; $sum) + {copy: ($sum != null)}), cell(.path // ""), cell(.reason // "")]]
  }
  | select(.rows != [])
  | without_blank;

# from results/report/P/, where a report is, to a path of the tree
def linked: if startswith("results/") then "../../" + (ltrimstr("results/") | split("/") | map(@uri) | join("/")) else null end;

# The evidence is of the last round; what the tools wrote in the others is beside.
def raw_table:
  {
    title: "Raw output of the tools",
    note: "Of the last round, which the findings are of, but for empty files; that of the other rounds is in the folders beside it, with checksums in SHA256SUMS.",
    folded: true,
    files: true,
    head: [name_column("file"), name_column("implementation"), column("size"), name_column("SHA-256")],
    rows: [.[] | .implementation as $name
      | [.raw[] | .file = (.path | split("/\($name)/")[1:] | join("/\($name)/")) | select(.file | contains("/"))]
      | (map(.file | split("/")[0]) | max) as $last
      | .[] | select(.bytes > 0 and (.file | startswith("\($last)/"))) | .sha256 as $sum
      | [cell(.file) + {href: (.path | linked)}, cell($name), cell(.bytes | humane("B"); .bytes), cell($sum | short; $sum)]]
  }
  | select(.rows != []);

def all_figures_table:
  . as $records
  | ([.[].metrics | keys[]] | unique) as $metrics
  | {
      title: "Every figure",
      note: "The median over the rounds, by metric, and by case/metric.",
      folded: true,
      head: ([name_column("metric")] + map(column(.implementation))),
      rows: [$metrics[] | . as $m | [cell($m)] + [$records[] | value(.metrics[$m])]]
    };

def scan_details:
  [.current[] | select(.status == "ok")] as $ok
  | if .evident then .tables += [$ok | subjects_table, raw_table] else . end
  | if .scan and $ok != [] then .tables += [$ok | all_figures_table] else . end;
