#!/usr/bin/env bats
load helper
@test "gate: a wrong call says how to call, as the manual does" {
	usage_is_synopsis gate
}
