# gate.mk - is what is here worse than BASE?
#
# mk/bin/gate does it: with a commit, it measures in a tree of its own what differs.
#
# User-settable: BASE, a git ref, or a record or a folder of them; GATE_ROUNDS, the
# rounds of each side; STRICT=1, what is inconclusive is an error; UNLIKE=1,
# records of another machine are taken, and marked; COUNT=1, instructions are
# compared instead of times, for a machine that is too noisy to time anything.

BASE        ?=
GATE_ROUNDS ?= 20
STRICT      ?=
UNLIKE      ?=
COUNT       ?=

# Whether BASE is records: then ours are needed, else only what is built.
base_records = $(wildcard $(BASE))
programs = $(patsubst %,build/$1/%.json,$(call selected,$1)) $(call dataset,$1) $(addprefix build/bin/,$($1.uses))
gated    = $(if $(filter $1,$(BENCHES)),$(call $(if $(base_records),records,programs),$1))
entry    = $1:$($1.of):$(call dataset,$1):$(call commas,$(call selected,$1))
judged  := build/bin/gate $(if $(COUNT),build/bin/icount) build/bin/timer build/bin/fingerprint build/bin/percentile build/bin/comparator build/bin/csv2json build/bin/normalizer
judge    = @mk/bin/gate $2 -n $(GATE_ROUNDS) $(if $(COUNT),-c) $(if $(UNLIKE),-f) $(if $(STRICT),-s) -l $(LOCK) \
	-p $(PROFILE) $(call quote,$(or $(BASE),$(error BASE is not given: make $@ BASE=main, or a folder of records))) \
	$(foreach b,$1,$(if $(call selected,$b),$(call entry,$b)))

gate: right-call $(judged) $$(foreach b,$(BENCHES),$$(call gated,$$b)) ## is anything worse than BASE=commit (measured beside it) or BASE=folder of records; gate-B: one benchmark
	$(if $(dry_run),,$(call judge,$(BENCHES),$(if $(LANGS)$(IMPLS),,-a)))

$(SPECS:%=gate-%): gate-%: right-call $(judged) $$(call gated,$$*)
	$(if $(dry_run),,$(call judge,$*))

.PHONY: gate $(SPECS:%=gate-%)
