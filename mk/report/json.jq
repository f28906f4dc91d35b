# json.jq - a report for programs: a line of JSON
#
# json: the model of report.jq in; out comes its text, with benchmark, profile and
# run_id to know it by:
#   headline, statements [text], notice (why nobody is ranked) or null
#   tables  [{title, note, first, folded, head: [{label, right, unit}], rows: [[cell]]}]:
#           first: it belongs to the headline; folded: it is long; unit: that of all
#           values of the column, or null if they have none or several
#   a cell is {text} and what there is of: raw, the value or the word behind the text;
#           lo, hi, of its interval; unit, in a table that has a column of several; tone,
#           which is good, tie, bad or unsure; shaped: the text has a sign; copy: raw
#           is worth copying
#   facts   [[label, text or texts]]
#   caveats, uncontrolled, reading [text]

# what is null is left out
def told($mixed):
  {text}
  + (.value // .raw | if . == null then {} else {raw: .} end)
  + (if .lo then {lo, hi} else {} end)
  + (if $mixed and .unit then {unit} else {} end)
  + (if .tone then {tone} else {} end)
  + (if .shaped then {shaped} else {} end)
  + (if .copy then {copy} else {} end);

def told_table($first):
  [.rows | transpose[] | [.[].unit // empty] | unique] as $units
  | any($units[]; length > 1) as $mixed
  | {
      title: (.title // .caption // "Results"), note: (.note // null),
      first: ($first or first_sight), folded: (.folded // false),
      head: [[.head, $units] | transpose[] | (.[1] | if length == 1 then .[0] else null end) as $unit | .[0] | {"label": .label, right, $unit}],
      rows: [.rows[] | [.[] | told($mixed)]]
    };

def json:
  .shared.run_id as $run_id
  | details
  | {
      benchmark, profile, $run_id, headline,
      statements: (.statements // [.headline]),
      notice: (.notice // null),
      # records name the files
      tables: ((.notice != null) as $first | [.tables[] | select(.files | not) | told_table($first)]),
      facts: [.facts[] | [.[0], (.[1] | if type == "array" then map(if type == "object" then .text else . end) else . end)]],
      caveats: (.caveats // []),
      uncontrolled, reading
    }
  | tojson;
