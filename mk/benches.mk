# benches.mk - what make knows of each benchmark, from its spec.json
#
# A benchmark B is a folder workloads/B with a spec.json, an implementation a
# folder in it, or in that of the benchmark B.of whose programs it uses.  jq turns
# the spec into variables, build/mk/B.mk: B.impls, B.order (all rounds in
# measuring order, IMPL/NN), B.seed, B.server, B.passes, B.uses (the tools beside
# timer), B.tools (programs of others), B.derive, B.incomparable and B.unanswered
# (yes or empty), and per profile B.P.dataset, B.P.arguments, B.P.rounds, B.P.warmups,
# B.P.timeout, B.P.count_timeout.
# B.sweep, B.sweep.of and B.sweep.rounds are for sweep.mk.
#
# User-settable: PROFILE, LANGS and IMPLS (to narrow), ROUNDS (to override).

PROFILE ?= quick
LANGS   ?=
IMPLS   ?=
ROUNDS  ?=

# A language is what stands before the first dash of an implementation's name.
language = $(firstword $(subst -, ,$1))

# the numbers of timed rounds, 01 to 99: as file names have them
digits := 0 1 2 3 4 5 6 7 8 9
timed  := $(wordlist 2,100,$(foreach t,$(digits),$(addprefix $t,$(digits))))

SPECS := $(patsubst workloads/%/spec.json,%,$(wildcard workloads/*/spec.json))

# these goals do without what is in the specs
SPECLESS := claims claims-% clean dashboard deps deps-% distclean doctor export fuzz help history history-check history-import install lint new-bench new-impl publish report serve tools trend trend-% uninstall validate
ifneq ($(filter-out $(SPECLESS),$(GOALS)),)
ifeq ($(installing),)
ifeq ($(shell command -v jq),)
$(error jq is not installed: "make deps" installs what is missing)
endif
include $(SPECS:%=build/mk/%.mk)
endif
endif

# What has been read (nothing yet when make is about to write the fragments),
# and of that what has this profile.
READ    := $(foreach b,$(SPECS),$(if $(filter file,$(origin $b.impls)),$b))
BENCHES := $(foreach b,$(READ),$(if $(filter $(PROFILE),$($b.profiles)),$b))

# Whether the user's words make sense.  A recipe, not a check while reading: what
# was read may be older than the spec, and is then about to be written again.
among = $(foreach w,$(filter-out $3,$2),$(error $1=$w: there is only: $(sort $3)))

right-call:
	$(foreach b,$(SPECS),$(if $(filter file,$(origin $b.broken)),$(error workloads/$b/spec.json is not a spec: "mk/bin/validate workloads/$b/spec.json" says why)))
	$(foreach b,$(BENCHES),$(if $(filter-out $(DATASETS),$($b.$(PROFILE).dataset)),$(error workloads/$b/spec.json: no script datasets/$($b.$(PROFILE).dataset).sh or .py)))
	$(foreach b,$(BENCHES),$(foreach d,$(filter-out $(DATASETS),$($b.sweep)),$(error workloads/$b/spec.json: no script datasets/$d.sh or .py)))
	$(foreach b,$(BENCHES),$(if $(filter-out $($($b.of).impls),$($b.impls)),$(error workloads/$b/spec.json: of the programs of $($b.of) there are only: $($($b.of).impls))))
	$(call among,PROFILE,$(PROFILE),$(foreach b,$(READ),$($b.profiles)))
	$(call among,IMPLS,$(subst $(comma), ,$(IMPLS)),$(foreach b,$(READ),$($b.impls)))
	$(call among,LANGS,$(subst $(comma), ,$(LANGS)),$(foreach b,$(READ),$(foreach i,$($b.impls),$(call language,$i))))
	$(if $(filter-out $(timed) $(timed:0%=%),$(ROUNDS)),$(error ROUNDS=$(ROUNDS): want a whole number from 1 to 99))
.PHONY: right-call

# The folder itself is a prerequisite: its time changes with its entries.
$(SPECS:%=build/mk/%.mk): build/mk/%.mk: workloads/%/spec.json workloads/% mk/spec.jq | build/mk
	@if problems=$$(mk/bin/validate $<); then \
		jq -r --arg impls "$(notdir $(patsubst %/,%,$(wildcard workloads/$*/*/)))" -f mk/spec.jq $< >$@.$$$$ && mv $@.$$$$ $@; \
	else printf '%s\n' "$$problems" >&2; echo '$*.broken := yes' >$@; fi

build/mk:
	@mkdir -p $@

# the implementations of benchmark $1 that LANGS and IMPLS leave
selected = $(strip $(foreach i,$($1.impls),$(if \
	$(and $(if $(LANGS),$(filter $(subst $(comma), ,$(LANGS)),$(call language,$i)),yes),\
	      $(if $(IMPLS),$(filter $(subst $(comma), ,$(IMPLS)),$i),yes)),$i)))

# those of them among which a winner may be: shell words
ranked = $$(jq -nr --slurpfile spec workloads/$1/spec.json -f mk/ranked.jq $(patsubst %,build/$1/%.json,$(call selected,$1)))

dataset = build/datasets/$($1.$(PROFILE).dataset)
rounds  = $(or $(filter $(timed) $(timed:0%=%),$(ROUNDS)),$($1.$(PROFILE).rounds))
