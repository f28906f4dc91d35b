# md.jq - a report as Markdown (GitHub's), fit for a comment on a pull request
# Text that means itself: what Markdown or HTML would act on is escaped.
def clean:
  [explode[]
    | if . < 32 or (. >= 127 and . < 160) then 32
      elif . as $c | [33, 35, 38, 42, 60, 62, 91, 92, 93, 95, 96, 124, 126] | index($c)
      then (if . == 38 then "&amp;" elif . == 60 then "&lt;" elif . == 62 then "&gt;"
        else "\\" + ([.] | implode) end | explode[])
      else . end]
  | implode;

def emphasis($tone): if $tone == "good" and . != "" then "**\(.)**" else . end;

def line: "| \(join(" | ")) |";

def table:
  (if .title then "**\(.title | clean)**", "" else empty end),
  (.note | select(. != null and . != "") | clean, ""),
  ([.head[].label | clean] | line),
  ([.head[] | if .right then "---:" else ":---" end] | line),
  (.rows[] | [.[] | .tone as $tone | .href as $href | .text | clean | emphasis($tone) | if $href then "[\(.)](\($href))" else . end] | line),
  "";

def details($summary; body):
  "<details><summary>\($summary)</summary>", "", body, "</details>", "";

def md($colour):
  details
  | (.facts | map({key: .[0], value: .[1]}) | from_entries) as $facts
  | "### \(.benchmark | clean): \(.title | clean) (\(.profile | clean))",
    "",
    (.statements // [.headline] | .[] | clean, ""),
    (.notice // empty | "> **Not ranked.** \(clean)", ""),
    (.tables[] | select(first_sight) | table),
    "Measured \(.measured | date_and_time), commit \($facts.commit | clean), on: \($facts.environment | clean).",
    "",
    (if all(.tables[]; first_sight) then empty
      else details(if .notice then "The findings, more figures, raw files" else "Work, cost and other metrics" end; .tables[] | select(first_sight | not) | table) end),
    (if (.caveats // []) == [] then empty else details("What must be known to read it"; (.caveats[] | "- " + clean), "") end),
    details("What was not controlled"; (.uncontrolled[] | "- " + clean), ""),
    details("Provenance, and how to read it";
      (.facts[] | "- **\(.[0])**: "
        + (.[1] | if type == "array" then map(if type == "object" then "[\(.text | clean)](\(.href))" else clean end) | join("<br>") else clean end)),
      "",
      (.reading[] | "- " + clean),
      "");

def md_index($colour):
  "## Benchmarks (\(.[0].models[0].profile | clean))",
  "",
  (. as $categories | $categories[]
  | (if $categories[1] then "### \(.name | clean)", "" else empty end),
  (["benchmark", "title", "result", "working", "measured"] | line),
  ([":---", ":---", ":---", "---:", "---:"] | line),
  (.models[] | ["[\(.benchmark | clean)](\(.benchmark | @uri).md)", (.title | clean), (.statements // [.headline] | map(clean) | join("<br>")),
    "\(.works) of \(.total)", (.measured | date_and_time)] | line),
  (if $categories[1] then "" else empty end)),
  ($selftest | if . then "", "How often make gate is wrong, measured by make gate-selftest:", "", ([selftest_lines][] | "- " + clean) else empty end);
