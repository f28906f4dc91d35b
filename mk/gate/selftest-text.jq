# selftest-text.jq - what mk/gate/selftest.jq found, for a terminal

def percent: . * 1000 | round / 10 | tostring;
def share: "\(.k) of \(.n): \(.k / .n | percent) % (\(.lo | percent) to \(.hi | percent) %)";

"The gate, \(.rounds) rounds of each side, on \(.cpu_model), \(.time[:10]):",
"  nothing changed    failed \(.false_fail | share)",
"                     failed before it was measured again \(.false_fail_unconfirmed | share)",
"                     warned \(.false_warn | share)",
(.detections[]
  | "  \(.slowdown_percent | tostring | (" " * (2 - length)) + .) % more to do   failed or warned \(.caught | share)",
    "                     failed \(.failed | share)"),
"A share is followed by its 95 % interval.  What is as much slower as the limit allows fails",
"half of the time: the limit is 10 %, so what must not pass is to be well above it."
