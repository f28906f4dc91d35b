# session.jq - what normalizer asks of a session and of a spec, for an import
#
# args: $name (the benchmark's), $implementation ("": as the file has it), $format, $file,
# $sha256, $raw (the list of files); input: what the program of the format made.
# Output: {session, spec, implementations: {NAME: rows}}

def fields: ["os", "kernel", "libc", "architecture", "cpu_model", "cpu_id", "microcode", "cpu_count", "cpus_allowed", "smt",
  "governor", "turbo", "virtualisation", "container", "cgroup_version", "cgroup_cpu_limit", "cgroup_memory_limit_B", "memory_total_B",
  "page_size_B", "transparent_hugepage", "aslr", "clock_source", "clock_resolution_s", "pmu", "perf_event_paranoid", "machine_class"];

def environment:
  . as $known
  | reduce fields[] as $field ({}; .[$field] = $known[$field])
  | . + {reasons: (with_entries(select(.value == null) | .value = "the imported file does not say"))};

# LANGUAGE or LANGUAGE-VARIANT, as everywhere; or else a variant of it
def variant($language):
  if $language == null or . == $language then "" elif startswith($language + "-") then .[($language | length) + 1:] else . end;

. as $in
| (.implementations | length) as $n
| if $implementation != "" and $n > 1 then error("it has \($n) implementations, so one name is not enough") else . end
| .implementations |= map(sift | if $implementation != "" then .name = $implementation else . end)
# what has no number, though nothing was said to have failed
| .implementations |= map(if .status == "ok" and .rows == [] then
    .status = "failed" | .reason = (.failed + .left_out | map("\(.what): \(.reason)") | join("; ") | if . == "" then "there is no number in it" else . end) else . end)
| {
    session: {
      run_id: "imported-\($sha256[:16])", started: .timestamp, commit_sha, dirty, profile: "imported", seed: null, order,
      environment: (.environment | environment), dataset: null, spec_sha256: null, timer_sha256: null, answer: null, roofline: null,
      server: null, $raw,
      implementations: (.implementations | map({key: .name, value: {
        language, variant: (.name as $name | .language as $language | $name | variant($language)),
        status, reason, command: null, toolchain, artifact: null, lockfile: null, tags: null,
        source: {tool: $in.tool, version: ($in.version // null), $format, $file, $sha256, command, notes, failed, left_out,
          extra: ({file: $in.extra, implementation: .extra} | map_values(select(. != {} and . != null)))}
      }}) | from_entries)
    },
    spec: {
      schema_version: "1.0", benchmark_id: $name, category: "performance", title: "imported from \(.tool)",
      description: "Measured by \(.tool), not by plumbline.", arguments: [], compare,
      fairness: {class: "imported", rules: ["Measured elsewhere: whether these do the same job is not known."]}
    },
    implementations: (.implementations | map({key: .name, value: .rows}) | from_entries)
  }
