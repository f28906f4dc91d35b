# selftest.mk - how often is the gate wrong?  make gate-selftest measures that
#
# A trial is one gate over a program that has 0 (thrice), 5, 10 or 20 % more to do, in turn:
# a file results/gate/selftest/NNN.csv.  The program takes some 25 ms, so that 5 % of
# it are above the gate's absolute floor of 1 ms.
#
# User-settable: SELFTEST_TRIALS, in all; GATE_ROUNDS.

SELFTEST_TRIALS ?= 402
SPINS           := $(addprefix build/perf/spin-,base head ctrl)
TRIALS          := $(if $(filter gate-selftest,$(GOALS)),$(shell seq -f results/gate/selftest/%03g.csv $(SELFTEST_TRIALS)))

gate-selftest: results/gate/selftest.json ## how often is the gate wrong: false alarms, and known slowdowns that it finds (15 min)
	@$(if $(MAKE_TERMERR),printf '\r\033[K' >&2)
	@jq -r -f <(cat mk/gate/selftest-lines.jq; echo selftest_lines) $<
.PHONY: gate-selftest

results/gate/selftest.json: $(TRIALS) mk/gate/selftest.jq | build/perf/spin-units
	$Qjq -nR --argjson rounds $(GATE_ROUNDS) --slurpfile environment <(build/bin/fingerprint) -f mk/gate/selftest.jq $(TRIALS) >$@.$$$$ && mv $@.$$$$ $@

$(TRIALS): results/gate/selftest/%.csv: results/gate/selftest/seal
	$Qmk/bin/gate-trial $@ $(SELFTEST_TRIALS) $(GATE_ROUNDS) $(LOCK)

# by content: what decides, what measures, what is measured, how often
results/gate/selftest/seal: FORCE build/bin/gate build/bin/timer $(SPINS) build/perf/spin-units
	$(call if_changed,cat build/bin/gate build/bin/timer build/perf/spin-* | sha256sum; echo $(GATE_ROUNDS))

# copies, so that their pages lie elsewhere in memory, as those of base and head do
$(SPINS): build/perf/spin
	$Qcp $< $@

build/perf/spin: mk/gate/spin.c
	$Qmkdir -p $(@D) && $(CC) -std=c11 -O2 -o $@ $<

# how many units take 25 ms here
build/perf/spin-units: build/perf/spin build/bin/timer
	$Qbuild/bin/timer -n 9 -l $(LOCK) build/perf/spin 20000 | awk -F , '$$7 == "wall_time" { print $$9 }' | sort -n | \
		awk 'NR == 5 { printf "%d\n", 20000 * 0.025 / $$1 }' >$@.$$$$ && mv $@.$$$$ $@
