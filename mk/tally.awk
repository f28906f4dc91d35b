# tally.awk - closes the test results on its input (TAP) with "N passed, N failed"
#
# Prints what failed, with what was said of it, and what was skipped.  Fails if a test
# did, or if there are fewer than planned: what died early has proved nothing.

tolower($0) ~ /^ok .* # skip/ { show = 0; skipped++; print "skipped: " $0; next }
/^ok /          { show = 0; passed++; next }
/^not ok /      { show = 1; failed++; print; next }
/^1\.\.[0-9]+$/ { show = 0; planned += substr($0, 4); next }
# of GNU parallel, which bats runs files with: why there is no more
show || /^parallel: / { print }
END {
	printf "%d passed, %d failed%s\n", passed, failed, skipped ? ", " skipped " skipped" : ""
	fflush()
	if (!planned || passed + failed + skipped != planned) {
		print "tests stopped early: " passed + failed + skipped " of " planned + 0 | "cat >&2"
		exit 1
	}
	exit failed > 0
}
