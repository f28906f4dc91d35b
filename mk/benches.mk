# benches.mk - what make knows of each benchmark, from its spec.json
#
# A benchmark B is a folder workloads/B with a spec.json, an implementation a
# folder in it.  jq turns the spec into variables, build/mk/B.mk: B.impls,
# B.order (all rounds in measuring order, IMPL/NN), B.seed, B.arguments, and
# per profile B.P.dataset, B.P.rounds, B.P.warmups, B.P.timeout.
#
# User-settable: PROFILE, LANGS and IMPLS (to narrow), ROUNDS (to override).

PROFILE ?= quick
LANGS   ?=
IMPLS   ?=
ROUNDS  ?=

SPECS := $(patsubst workloads/%/spec.json,%,$(wildcard workloads/*/spec.json))

# these goals do without what is in the specs
SPECLESS := clean deps deps-% distclean doctor fuzz help install lint report tools uninstall validate
ifneq ($(filter-out $(SPECLESS),$(GOALS)),)
ifeq ($(installing),)
ifeq ($(shell command -v jq),)
$(error jq is not installed: "make deps" installs what is missing)
endif
include $(SPECS:%=build/mk/%.mk)
endif
endif

# What has been read: none yet when make is about to write the fragments.
BENCHES := $(foreach b,$(SPECS),$(if $(filter file,$(origin $b.impls)),$b))

# The folder itself is a prerequisite: its time changes with its entries.
$(SPECS:%=build/mk/%.mk): build/mk/%.mk: workloads/%/spec.json workloads/% mk/spec.jq | build/mk
	@jq -r --arg impls "$(notdir $(patsubst %/,%,$(wildcard workloads/$*/*/)))" -f mk/spec.jq $< >$@.$$$$ && mv $@.$$$$ $@

build/mk:
	@mkdir -p $@

# A language is what stands before the first dash of an implementation's name.
language = $(firstword $(subst -, ,$1))
selected = $(strip $(foreach i,$($1.impls),$(if \
	$(and $(if $(LANGS),$(filter $(call split_commas,$(LANGS)),$(call language,$i)),yes),\
	      $(if $(IMPLS),$(filter $(call split_commas,$(IMPLS)),$i),yes)),$i)))
split_commas = $(subst $(comma), ,$1)

dataset = build/datasets/$($1.$(PROFILE).dataset)
rounds  = $(or $(ROUNDS),$($1.$(PROFILE).rounds))
