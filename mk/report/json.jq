# json.jq - a report for programs: a line of JSON
#
# json: the model of report.jq in; out comes its text, with benchmark, profile and
# run_id to know it by:
#   headline, statements [text], notice (why nobody is ranked) or null
#   tables  [{title, note, folded, head: [{label, right}], rows: [[{text, raw, tone}]]}]:
#           folded: it is long; raw is what stands behind the text, null if that is
#           all; tone is good, tie, bad or null
#   facts   [[label, text or texts]]
#   caveats, uncontrolled, reading [text]

def json:
  .shared.run_id as $run_id
  | details
  | {
      benchmark, profile, $run_id, headline,
      statements: (.statements // [.headline]),
      notice: (.notice // null),
      tables: [.tables[] | {
        title, note: (.note // null), folded: (.folded // false),
        head: [.head[] | {"label": .label, right}],
        rows: [.rows[] | [.[] | {text, raw, tone}]]
      }],
      facts: [.facts[] | [.[0], (.[1] | if type == "array" then map(if type == "object" then .text else . end) else . end)]],
      caveats: (.caveats // []),
      uncontrolled, reading
    }
  | tojson;
