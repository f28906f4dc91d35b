# seal.mk - results/raw/PROFILE/B/seal: all that a benchmark's numbers depend on
#
# By content: a change here, and only a change here, measures the whole benchmark
# again, because numbers that are compared must come from one session.

inputs = $(addprefix build/bin/,fingerprint timer $($1.uses)) $(addprefix build/tool/,$($1.tools)) $(call dataset,$1).sha256 $(patsubst %,build/$1/%.json,$(call selected,$1))

.SECONDEXPANSION:

$(BENCHES:%=results/raw/$(PROFILE)/%/seal): results/raw/$(PROFILE)/%/seal: FORCE mk/bin/seal workloads/%/spec.json $$(call inputs,$$*)
	+@mk/bin/seal $(if $(dry_run),-n) $(if $(filter remeasure $(addprefix remeasure-,$* $(firstword $(subst -, ,$*))),$(GOALS)),-f) -l $(LOCK) $@ $(PROFILE) $* $(call dataset,$*) $(call selected,$*)
