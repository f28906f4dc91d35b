# security.jq - what a report says of known vulnerabilities in locked dependencies

def vulnerabilities_of($severity):
  if $severity == "" then "vulnerabilities" else "\($severity)/vulnerabilities" end;

# "1 high, 3 unrated"
def by_severity:
  . as $record
  | [severities[] | . as $severity | $record | number(vulnerabilities_of($severity)) | select(. != null and . > 0)
    | "\(whole) \($severity)"] | join(", ");

# "8 unmaintained, 8 unsound"
def by_kind:
  [.metrics[] | select(.metric == "informational" and .case != "" and .value > 0) | "\(.value | whole) \(.case)"] | join(", ");

def snapshot_dates:
  [.[] | .implementation as $name | .evidence.snapshots[]? | {$name, date}] as $dated
  | if any(.[]; .evidence.mode == "live") then "Advisories: as the services had them when it was scanned."
    elif $dated == [] then "Advisories: the date is unknown."
    elif $dated | map(.date) | unique | length == 1 then "Advisories of \($dated[0].date)."
    else "Advisories of \($dated | map("\(.date) (\(.name))") | unique | listed)." end;

# "38 known vulnerabilities in 12 of 36 packages (7 high, 31 unrated), all with a fix"
def vulnerabilities_sentence:
  number("vulnerabilities") as $found | number("packages") as $packages | number("newer_than_snapshot") as $newer
  | ((number("release_unknown") // 0) > 0) as $in_part
  | part(number("affected_share"); $packages) as $affected
  | part(number("fix_available_share"); $found) as $fixed
  | (if $packages == null then "" else ($packages | whole) end) as $of
  | "\(.implementation): "
  + (if .evidence.mode == "fixture" and .answer.verified == true then "all that was put there was found, and nothing else: " else "" end)
  + if $found == null then "unknown"
    elif $found == 0 then "no known vulnerability in \($packages // "unknown" | if type == "number" then plural("package") else "packages" end)"
    else "\($found | if . == 1 then "1 known vulnerability" else "\(whole) known vulnerabilities" end)"
      + (if $affected == null then "" else " in \($affected) of \($of) packages" end)
      + (by_severity | if . == "" then "" else " (\(.))" end)
      + (if $fixed == null then ""
        elif $fixed == $found then (if $found == 1 then ", with a fix" else ", all with a fix" end)
        else ", \($fixed) with a fix" end)
    end
  + (by_kind | if . == "" then "" else "; besides, \(.)" end)
  + ([.evidence.snapshots[]?.date] | unique | if . == [] then "" else "; advisories of \(listed)" end)
  + (if .evidence.mode != "snapshot" then ""
    elif $newer == null then "; the age of the packages is unknown"
    elif $newer == $packages then ", which cannot know any of the packages: they are newer"
    elif $newer > 0 then ", which cannot know \(if $in_part then "at least " else "" end)\($newer | whole) of the packages: they are newer"
    elif $in_part then "; the age of \(number("release_unknown") | whole) of the packages is unknown"
    else "" end);

# a count of packages, if not of all of them are the dates known
def dated_packages:
  number("packages") as $all | number("release_unknown") as $unknown
  | if $all == null then cell("unknown")
    elif ($unknown // 0) > 0 then cell("\($all - $unknown | whole) of \($all | whole)"; $all - $unknown) + {unit: "1"}
    else counted("packages") end;

# of a day, or of a day for each
def releases_day:
  [.[] | .implementation as $name | .evidence.releases_as_of // empty | {$name, day: .}]
  | (map(.day) | unique) as $days
  | if $days == [] then "a day that is unknown"
    elif $days | length == 1 then $days[0]
    else map("\(.day) (\(.name))") | listed end;

def dependencies_table:
  {
    title: "Known vulnerabilities",
    first: true,
    note: "Per 100: by packages. Affected: the packages that have any. Newer: packages released after the advisories' day.",
    head: ([name_column("implementation"), column("packages"), column("vulnerabilities")]
      + (severities | map(column(.)))
      + [column("per 100"), column("affected"), column("with a fix"), column("rated"), column("newer")]),
    rows: [.[] | . as $r | [cell(.implementation), counted("packages"), (counted("vulnerabilities") | alarming)]
      + [severities[] | . as $s | $r | counted(vulnerabilities_of($s)) | if $s == "critical" or $s == "high" then alarming else . end]
      + [known("vulnerabilities_per_100"; fixed(1); "unknown"), shared_out("affected_share"),
        (number("vulnerabilities") as $n | ("fix_available_share", "rated_share")
          | if $n == 0 then cell("no findings") else . as $m | $r | shared_out($m) end),
        (counted("newer_than_snapshot") as $newer | $newer
          | if (.raw // 0) > 0 then .tone = "unsure" else . end
          | if .raw and ($r | number("release_unknown") // 0) > 0 then .text = "at least \(.text)" else . end)]],
    bars: [.[] | . as $r | {name: .implementation, of: "vulnerabilities",
      bars: [severities[] | . as $s | {label: $s, value: ($r | number(vulnerabilities_of($s)))} | select(.value != null)]}]
  };

# what a metric of one value a finding says: median, and the middle half
def spread($metric):
  .metrics[$metric] as $m | known($metric; "\(days) (\($m.q1 | days) to \($m.q3 | days))"; "unknown");

# How many findings have a value: one round gives them.
def valued($metric): .metrics[$metric].n // null | if . == null then cell("unknown") else cell(tostring; .) + {unit: "1"} end;

def patches_table:
  {
    title: "How soon fixes came, and how long they were out",
    note: "Time to patch: from the advisory to the first fixed release, less than 0 if the fix came first; the median, and the middle half of the findings. Unknown: without a fix or its date. Out for: until the day of the advisories.",
    head: [name_column("implementation"), column("findings"), column("time to patch"), column("fixed first"), column("unknown"), column("fix was out for")],
    rows: [.[] | select(number("time_to_patch") != null or number("exposure_lag") != null) | [
      cell(.implementation),
      valued("time_to_patch"),
      spread("time_to_patch"), shared_out("patched_before_share"), counted("time_to_patch_unknown"), spread("exposure_lag")]]
  }
  | select(.rows != []);

def outdated_table:
  releases_day as $day
  | {
    title: "Outdated packages",
    note: "Libyears: how many years of releases the locked versions are behind the newest ones of \($day), all packages together.",
    head: [name_column("implementation"), column("packages"), column("outdated"), column("share"), column("libyears")],
    rows: [.[] | select(number("outdated") != null) | [cell(.implementation), dated_packages, counted("outdated"), shared_out("outdated_share"),
      known("libyears"; fixed(1); "unknown")]]
  }
  | select(.rows != []);

def information_table:
  ([.[].metrics[] | select(.metric == "informational" and .case != "").case] | unique) as $kinds
  | {
      title: "Besides vulnerabilities",
      note: "What is known of packages and is no vulnerability; not every ecosystem has each kind.",
      head: ([name_column("implementation")] + ($kinds | map(column(.)))),
      rows: [.[] | . as $r | [cell(.implementation)] + [$kinds[] | . as $kind | $r | counted("\($kind)/informational"; "no such kind")]]
    }
  | select($kinds != []);

def findings_table:
  any(.[]; .evidence.subjects | length > 1) as $locks
  | {
      title: "Findings",
      folded: true,
      at_most: 10,
      head: [name_column("package"), name_column("version"), name_column("advisory"), name_column("severity"), name_column("rated by"), name_column("fixed in"),
        name_column("published"), name_column("implementation"), name_column("lock file"), name_column("title") + {wide: true}],
      spare: ["title", "lock file", "rated by", "published", "implementation"],
      rows: ([.[] | finding_kinds(["vulnerability"])] | sort_by([severity_rank, .package, .id]) | map([
        cell(.package // "unknown"), cell(.version // "unknown"), cell(.id; .aliases | if . then join(", ") else null end) + {value: ([.id] + (.aliases // []) | join(", "))}, severity_cells,
        cell(if .fixed == null then "unknown" elif .fixed == [] then "no fix" else .fixed | join(", ") end),
        cell(.published // "unknown"), cell(.name), cell(.subject), cell(.title // "")]))
    }
  | select(.rows != [])
  # of one lock file each, the implementation says which
  | if $locks then . else without("lock file") end;

def information_findings_table:
  {
    title: "Besides vulnerabilities, each",
    folded: true,
    detail: true,
    head: [name_column("package"), name_column("version"), name_column("kind"), name_column("advisory"), name_column("implementation"), name_column("lock file")],
    rows: ([.[] | finding_kinds(["unmaintained", "unsound", "yanked", "notice", "archived"])] | sort_by([.kind, .package, .id]) | map([
      cell(.package // "unknown"), cell(.version // "unknown"), cell(.kind), cell(.id), cell(.name), cell(.subject)]))
  }
  | select(.rows != []);

def dependencies_tables:
  snapshot_dates as $dates
  | dependencies_table, information_table, patches_table, outdated_table, findings_table, information_findings_table, duration_table("scan")
  | .note = ([if .title | startswith("Time of") or startswith("Outdated") then empty else $dates end, .note // empty] | join(" "));

def dependencies_reading:
  "Unrated is not low: the advisory has no severity that the tool could read. Who rated it is in the table of the findings.",
  "A number per 100 packages makes lock files of unlike length readable; it does not make two ecosystems comparable, whose advisories are not collected alike.",
  "Only what the advisories knew on their day can be found. A version that is newer than they are is checked against them, and cannot be in them.",
  "Fixed first: the share of the findings whose fix was released on the day of the advisory or before it, as disclosure is usually coordinated.";
