# gate.mk - is what is here worse than BASE?
#
# mk/bin/gate does it: with a commit, it measures in a tree of its own what differs.
#
# User-settable: BASE, a git ref, or a record or a folder of them; GATE_ROUNDS, the
# rounds of each side; STRICT=1, what is inconclusive is an error; UNLIKE=1,
# records of another machine are taken, and marked; COUNT=1, instructions are
# compared instead of times, for a machine that is too noisy to time anything;
# FRESH=1, measure again although nothing changed; V=1, show what is unchanged too.

BASE        ?=
GATE_ROUNDS ?= 20
STRICT      ?=
UNLIKE      ?=
COUNT       ?=
FRESH       ?=

# Whether BASE is records: then ours are needed, else only what is built.
base         = $(call quote,$(BASE))
base_records = $(if $(BASE),$(shell [ ! -e $(base) ] || echo yes))
programs     = $(patsubst %,build/$1/%.json,$(call selected,$1)) $(call dataset,$1) $(addprefix build/bin/,$($1.uses))
gated        = $(if $(filter $1,$(BENCHES)),$(call $(if $(base_records),records,programs),$1))
entry        = $1:$($1.of):$(call dataset,$1):$(call commas,$(call selected,$1))
judges      := $(addprefix build/bin/,gate timer fingerprint percentile comparator csv2json normalizer $(if $(COUNT),icount))
judge        = @mk/bin/gate $2 $(if $(LANGS)$(IMPLS),,-w) -n $(GATE_ROUNDS) $(if $(COUNT),-c) $(if $(UNLIKE),-f) $(if $(FRESH),-r) \
	$(if $(STRICT),-s) $(if $V,-v) -l $(LOCK) -p $(PROFILE) -- $(base) $(foreach b,$1,$(if $(call selected,$b),$(call entry,$b)))

# What runs programs of others finds what they look at, which is the same for both
# sides: claims hold that.
GATED := $(foreach b,$(BENCHES),$(if $(call keeps,$b),,$b))

gate: right-base $(judges) $$(foreach b,$(GATED),$$(call gated,$$b)) ## is anything worse than BASE=commit (measured beside it) or BASE=folder of records; gate-B: one benchmark
	$(if $(dry_run),,$(call judge,$(GATED),$(if $(LANGS)$(IMPLS),,-a)))

$(SPECS:%=gate-%): gate-%: right-base $(judges) $$(call gated,$$*)
	$(if $(filter $*,$(GATED)),,$(error gate-$*: it runs programs of others, which is the same for both sides: make claims-$* says whether it found what it should))
	$(if $(dry_run),,$(call judge,$*,))

# Wrong calls are noticed before anything is built.
right-base: right-call build/bin/fingerprint
	$(if $(BASE),,$(error BASE is not given: make gate BASE=main, or a folder of records))
	$(if $(filter-out $(timed) $(timed:0%=%),$(GATE_ROUNDS)),$(error GATE_ROUNDS=$(GATE_ROUNDS): want a whole number from 1 to 99))
	@mk/bin/gate-base $(if $(UNLIKE),-f) -- $(base)

gate-%:
	@echo 'make: there is no benchmark $*: there are $(SPECS)' >&2; exit 2

.PHONY: gate right-base $(SPECS:%=gate-%)
