# text.jq - a report as aligned text, at most $columns wide
#
# What a terminal might act on is not shown.
def clean:
  explode | map(if . < 32 or (. >= 127 and . < 160) then 63 else . end) | implode;

def spaces($n): (" " * $n) // "";

def tinted($tone; $colour):
  if $colour == "" or $tone == null then .
  else "\u001b[\({good: "1;32", tie: "33", unsure: "33", bad: "31", dim: "2", bold: "1"}[$tone])m\(.)\u001b[0m" end;

# A text as lines of at most $width columns, broken at blanks, and within what is
# longer, such as addresses.
def wrapped($width):
  reduce (split(" ")[] | select(. != "") | if length > $width then .[$width * range(0; length / $width):][:$width] else . end) as $word ([];
    if length > 0 and (.[-1] | length) + 1 + ($word | length) <= $width
    then .[-1] += " " + $word else . + [$word] end);

# ---- tables, in a page of $columns ----

def widths:
  [[[.head[].label]] + [.rows[] | map(.text)] | transpose[] | map(length) | max];

def width: widths | add + 2 * (length - 1);

# without what can be spared, as far as necessary
def fitted:
  reduce .spare[]? as $column (.;
    if width <= $columns then .
    elif $column == "advice" then .rows |= map(map(if .brief then .text = .brief else . end))
    else without($column) end);

# A last column of many words goes on in the next line.
def folded:
  if (.head[-1].wide | not) or width <= $columns then .
  else ([$columns - width + widths[-1], 24] | max) as $room
    | .rows |= [.[] | .[-1].text as $text | [.[] | .text = ""] as $empty
      | . as $row
      | ($text | wrapped($room)) | to_entries[] | .value as $line
      | (if .key == 0 then $row else $empty end) | .[-1].text = $line]
  end;

# A path in the first column goes on in the next line, after one of its slashes.
def pieces($room):
  reduce (split("/") | .[:-1][] += "/" | .[]) as $name ([];
    if length > 0 and (.[-1] | length) + ($name | length) <= $room then .[-1] += $name else . + [$name] end);

def path_folded:
  (width - $columns) as $over
  | if $over <= 0 or (.head[0].path | not) then .
  else ([widths[0] - $over, 24] | max) as $room
    | .rows |= [.[] | ([.[] | .text = ""]) as $empty
      | . as $row
      | (.[0].text | pieces($room)) | to_entries[] | .value as $line
      | (if .key == 0 then $row else $empty end) | .[0].text = $line]
  end;

# What is still too wide, as several tables: the columns that have no room, below
# their first column again.
def split_up:
  . as $table | widths as $width
  | (if width <= $columns then [[range($width | length)]]
    else reduce range(1; $width | length) as $i ([[0]];
      if (.[-1] | length) > 1 and ([$width[.[-1][], $i] + 2] | add) - 2 > $columns
      then . + [[0, $i]] else .[-1] += [$i] end) end)
  | to_entries[] | .value as $kept
  | (if .key > 0 then $table | .title = "" | .note = null else $table end)
  | .head = [.head[$kept[]]] | .rows |= map([.[$kept[]]]);

def aligned($colour):
  .head as $head
  | ([.head | map(.label)] + (.rows | map(map(.text | clean)))) as $texts
  | [$texts | transpose[] | map(length) | max] as $width
  | def line($cells; $tones):
      [$cells | to_entries[]
        | .key as $i | .value as $text
        | spaces($width[$i] - ($text | length)) as $pad
        | ($text | tinted($tones[$i]; $colour)) as $shown
        | if $head[$i].right then $pad + $shown
          elif $i == ($head | length) - 1 then $shown
          else $shown + $pad end]
      | join("  ");
  (if .title == "" then "" elif .title then "", (.title | clean | tinted("bold"; $colour)) else empty end),
  (.note // "" | clean | wrapped($columns)[] | tinted("dim"; $colour)),
  line($texts[0]; [$head[] | "dim"]),
  (.rows[] | line(map(.text | clean); map(.tone)));

def table($colour): without("measured") | fitted | folded | path_folded | split_up | aligned($colour);

# "label  text", wrapped, with the texts in a column
def entry($name; $colour):
  clean | wrapped($columns - 16)
  | ($name + spaces(16 - ($name | length)) | tinted("dim"; $colour)) + .[0],
    (.[1:][] | spaces(16) + .);

# What a terminal has room for; Markdown and HTML have the rest.
def text($colour):
  ("\(.benchmark): \(.title) (\(.profile))" | clean | tinted("bold"; $colour)),
    (.statements // [.headline] | .[] | clean | wrapped($columns)[]),
    (.notice // empty | "", ("Not ranked. \(.)" | clean | wrapped($columns)[])),
    (if .tables[0].title? then empty else "" end),
    (.tables[] | select(.detail | not) | table($colour)),
    "",
    (.facts[] as [$name, $text]
      | $text | if type == "array" then join("; ") else . end | entry($name; $colour)),
    (.caveats // [] | to_entries[] | (if .key == 0 then "caveats" else "" end) as $name | .value | entry($name; $colour)),
    (.uncontrolled | join("; ") | entry("not controlled"; $colour));

def text_index($colour):
  . as $categories
  | $categories[]
  | {
    title: (if $categories[1] then .name else null end),
    head: [{"label": "benchmark"}, {"label": "working", right: true}, {"label": "age", right: true}, {"label": "result", wide: true}],
    rows: [.models[] | [
      {text: .benchmark},
      {text: "\(.works) of \(.total)", tone: (if .works < .total then "bad" else null end)},
      {text: (.age | humane_age)},
      {text: .headline}]]
  } | table($colour);
