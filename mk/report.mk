# report.mk - what a person reads: bench, bench-B, report

# What fails must not stop what comes after it.
ifneq ($(filter bench bench-% count count-% remeasure remeasure-% sweep sweep-% verify,$(GOALS)),)
MAKEFLAGS += --keep-going
endif

remeasure: bench ## measure all again, although nothing changed; remeasure-B: one benchmark
$(SPECS:%=remeasure-%): remeasure-%: bench-%
.PHONY: remeasure $(SPECS:%=remeasure-%)

index := $(addprefix results/report/$(PROFILE)/index,.md .html)

# bench-G runs every benchmark whose name begins with G-, if none is called G
GROUPS := $(filter-out $(SPECS),$(sort $(foreach b,$(SPECS),$(firstword $(subst -, ,$b)))))

group = $(filter bench-$1-%,$(SPECS:%=bench-%))

$(GROUPS:%=bench-%): bench-%: $$(call group,$$*)
$(GROUPS:%=remeasure-%): remeasure-%: bench-%
.PHONY: $(GROUPS:%=bench-%) $(GROUPS:%=remeasure-%)

bench: right-call $(BENCHES:%=bench-%) $(index) ## measure all that is stale, and report
.PHONY: bench $(SPECS:%=bench-%)

# Under -n and -q a fresh benchmark has nothing to do: no table then.
reports = $(if $(call records,$1),$(addprefix results/report/$(PROFILE)/$1,.md .html))

bench-% count-% profile-% remeasure-%:
	@echo 'make: there is no benchmark $*: there are $(SPECS)' >&2; exit 2

# Whoever asks for one benchmark means to see something.
none = $(if $(filter bench-$1 count-$1 remeasure-$1,$(GOALS)),$(error $1 has none of these implementations: it has $($1.impls)))

$(SPECS:%=bench-%): bench-%: right-call $$(call records,$$*) $$(call reports,$$*) $$(call appended,$$*)
	$(if $(call records,$*),,$(call none,$*))
	$(if $(dry_run)$(if $(call records,$*),,none),,@mk/bin/report -f text $(call records,$*) && echo && echo 'every round, fairness, how to read it: results/report/$(PROFILE)/$*.html' && mk/bin/all-ok $(call records,$*))

renderers := mk/bin/report mk/report.jq $(wildcard mk/report/*.jq)

$(call of_bench,report,.md) $(call of_bench,report,.html): results/report/$(PROFILE)/%: $$(call records,$$(basename $$*)) $(renderers)
	@mkdir -p $(@D)
	$Qmk/bin/report -f $(patsubst .%,%,$(suffix $@)) -o $@ $(call records,$(basename $*))

$(index): $(RECORDS) $(renderers) $(wildcard results/gate/selftest.json)
	@mkdir -p $(@D)
	$Qmk/bin/report -i -f $(patsubst .%,%,$(suffix $@)) -o $@ $(RECORDS)

# It shows the records there are, and measures nothing.
report: ## print the table of every benchmark measured so far, and write md and html
	@mk/bin/report-all $(PROFILE)
.PHONY: report
