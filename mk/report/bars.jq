# bars.jq - the counts of a table as bars, an SVG for HTML
#
# drawn: a model in, one out whose tables with bars,
#   [{name, of, bars: [{label, value}]}],
# have them as svg too.  Each bar has its words and its number beside it: colour
# only helps.

def bar_height: 22;

def bar_tone:
  {critical: "bad", high: "bad", medium: "tie", missed: "bad", failing: "bad", flaky: "tie", detected: "good", refused: "good", stable: "good",
    unrated: "hollow", "not applicable": "hollow"}[.] // "plain";

# A bar begins at 31 % of the width; the longest ends at 89 %.
def bar($most; $top):
  (if .value > 0 then 58 * .value / $most else 0 end | . * 100 | round / 100) as $wide
  | "<text class=\"tick\" x=\"30%\" y=\"\($top + 15)\" text-anchor=\"end\">\(.label | clean)</text>",
    (if .value > 0 then "<rect class=\"bar \(.label | bar_tone)\" x=\"31%\" y=\"\($top + 4)\" width=\"\($wide)%\" height=\"14\"/>" else empty end),
    "<text x=\"\(31 + $wide)%\" dx=\"6\" y=\"\($top + 15)\">\(.value | whole)</text>";

# Each group has a scale of its own: their numbers are not to be set against each other.
def bars_drawing($id; $title):
  select(any(.[].bars[]; .value > 0))
  | [foreach .[] as $group ({next: 0}; .top = .next | .next = .top + 26 + ($group.bars | length) * bar_height + 10; {top, $group})] as $placed
  | ($placed[-1] | .top + 26 + (.group.bars | length) * bar_height) as $height
  | [ "<div class=\"card bars\">",
      "<svg role=\"img\" aria-labelledby=\"\($id)-title \($id)-desc\" height=\"\($height)\">",
      "<title id=\"\($id)-title\">\($title | clean)</title>",
      "<desc id=\"\($id)-desc\">\([.[] | "\(.name): " + ([.bars[] | "\(.value | whole) \(.label)"] | join(", "))] | join("; ") | clean). The table has the same numbers.</desc>",
      ($placed[] | .top as $top | .group
        | ([.bars[].value] | max) as $most
        | "<text x=\"0\" y=\"\($top + 16)\" font-weight=\"600\">\(.name | clean)</text>",
          (.bars | to_entries[] | .key as $i | .value | bar($most; $top + 26 + $i * bar_height))),
      "</svg>",
      "<p class=\"legend\">\(if length > 1 then "Counts, each on a scale of its own: not to be ranked." else "Counts." end)</p>",
      "</div>" ]
  | join("\n");

def drawn:
  .tables |= [to_entries[] | .key as $i | .value
    | if .bars then .title as $title | .svg = ([.bars | bars_drawing("bars-\($i)"; "\($title), as bars")] | .[0]) else . end];
