# load.jq - texts of generators of load: amounts with units, and the figures they
# print

# "1.23ms" in seconds, "3.4k" and "12.5MB" as numbers; $base is 1000 or 1024
def amount($base):
  (capture("^(?<n>[0-9]+(\\.[0-9]+)?)(?<p>[kKMGTP]?)(i?B)?(/s)?$")
    | (.n | tonumber) * ([range({"": 0, k: 1, K: 1, M: 2, G: 3, T: 4, P: 5}[.p])] | reduce .[] as $_ (1; . * $base)))
  // error("not an amount: \(.)");
def seconds:
  (capture("^(?<n>[0-9]+(\\.[0-9]+)?)(?<u>ns|us|ms|s|m|h)$")
    | if .u == "m" then (.n | tonumber) * 60 elif .u == "h" then (.n | tonumber) * 3600
      else (.n | tonumber) / {ns: 1e9, us: 1e6, ms: 1e3, s: 1}[.u] end)
  // error("not a time: \(.)");
def percentile_name: "p" + (tonumber | tostring);
def generator($tool):
  {tool: $tool, version: null, timestamp: null, commit_sha: null, dirty: null, environment: {}, order: "one run of the generator of load"};
