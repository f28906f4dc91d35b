# imported.jq - what a report says of records that were imported (mk/import)

def imported: .source != null;

def tool_and_version: .source | .tool + (if .version then " \(.version)" else "" end);

# the benchmarks of its file, or else itself
def parts: [.metrics[] | .case | select(. != "")] | unique | length;

# records in
def imported_headline:
  ([.[] | tool_and_version] | unique | listed) as $tools
  | (map(.source.failed | length) | add) as $failed
  | "Imported from \($tools): "
  + (if length > 1 then length | plural("implementation")
    else .[0] | parts | if . > 0 then plural("benchmark") else "one run" end end)
  + (if $failed > 0 then ", and \($failed) that failed" else "" end)
  + (if all(.[]; .status != "ok") then "; none worked." else "; answers not verified, so it never wins." end);

def imported_facts:
  [
    ["imported from", ([.[] | "\(tool_and_version)\(if .source.version then "" else " (the file does not say which version)" end), format \(.source.format): \(.source.file), SHA-256 \(.source.sha256)"] | unique)],
    ["environment", (.[0].environment | del(.reasons) | to_entries
      | map(select(.value != null) | "\(.key | gsub("_"; " ")) \(.value)")
      | if . == [] then "unknown (the file does not say)" else join(", ") + "; the rest is unknown" end)],
    ["measured", (.[0] | .timestamp // "unknown (\(.unknown.timestamp))")],
    ["order", .[0].order.method],
    ["commit", (.[0] | if .commit_sha then .commit_sha + (if .dirty then ", with changes" else "" end) else "unknown (\(.unknown.commit_sha))" end)],
    ([.[] | select(.source.command) | "\(.implementation): \(.source.command)"] | select(. != []) | ["commands", .]),
    ([.[] | .source.left_out[] | "\(.what): \(.reason)"] | select(. != []) | ["left out", .]),
    ["answers", "not verified: nothing was checked"]
  ];

def imported_uncontrolled:
  ["Whatever plumbline controls: the measuring was not ours"] + ([.[].source.notes[]] | unique);
