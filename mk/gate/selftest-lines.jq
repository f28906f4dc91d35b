# selftest-lines.jq - what mk/gate/selftest.jq found, in lines for people

def selftest_lines:
  def percent: . * 1000 | round / 10 | tostring;
  def share: "\(.k / .n | percent) % (\(.k) of \(.n), interval \(.lo | percent) to \(.hi | percent) %)";
  "\(.rounds) rounds of each side, \(.cpu_model), \(.time[:10])",
  "nothing changed: failed \(.false_fail | share), before it was measured again \(.false_fail_unconfirmed | share), warned \(.false_warn | share)",
  (.detections[] | "\(.slowdown_percent) % more to do: failed or warned \(.caught | share), failed \(.failed | share)"),
  "a loss as large as the limit, 10 %, is above it half of the time: what must not pass has to be well above";
