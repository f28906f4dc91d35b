# text.jq - a report as aligned text
# What a terminal might act on is not shown.
def clean:
  explode | map(if . < 32 or (. >= 127 and . < 160) then 63 else . end) | implode;

def spaces($n): (" " * $n) // "";

def tinted($tone; $colour):
  if $colour == "" or $tone == null then .
  else "\u001b[\({good: "1;32", tie: "33", bad: "31", dim: "2", bold: "1"}[$tone])m\(.)\u001b[0m" end;

# A text as lines of at most $width columns, broken at blanks.
def wrapped($width):
  reduce (split(" ")[] | select(. != "")) as $word ([];
    if length > 0 and (.[-1] | length) + 1 + ($word | length) <= $width
    then .[-1] += " " + $word else . + [$word] end);

def table($colour):
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
  (if .title then "\n" + (.title | clean | tinted("bold"; $colour)) else empty end),
  line($texts[0]; [$head[] | "dim"]),
  (.rows[] | line(map(.text | clean); map(.tone)));

# "label  text", wrapped, with the texts in a column
def entry($name; $width; $colour):
  clean | wrapped($width - 16)
  | ($name + spaces(16 - ($name | length)) | tinted("dim"; $colour)) + .[0],
    (.[1:][] | spaces(16) + .);

# What a terminal has room for; Markdown and HTML have the rest.
def text($colour):
  ["environment", "profile", "dataset", "session", "commit", "toolchains", "answers"] as $brief
  | ("\(.benchmark): \(.title) (\(.profile))" | clean | tinted("bold"; $colour)),
    (.headline | clean | wrapped(100)[]),
    "",
    (.tables[] | table($colour)),
    "",
    (.facts[] | select(.[0] | IN($brief[])) as [$name, $text]
      | $text | if type == "array" then join("; ") else . end | entry($name; 100; $colour)),
    (.uncontrolled | join("; ") | entry("not controlled"; 100; $colour));

def text_index($colour):
  {
    title: null,
    head: [{"label": "benchmark"}, {"label": "working", right: true}, {"label": "age", right: true}, {"label": "result"}],
    rows: [.[] | [
      {text: .benchmark},
      {text: "\(.works) of \(.total)", tone: (if .works < .total then "bad" else null end)},
      {text: (.age | humane_age)},
      {text: .headline}]]
  } | table($colour);
