# state.mk - what is here, and in what state: list, verify, validate, doctor

empty :=
commas = $(subst $(empty) ,$(comma),$(strip $1))

list: ## benchmarks and implementations: fresh, stale and why, never run, time to measure
	@mk/bin/list $(PROFILE) $(foreach b,$(BENCHES),$b:$(call rounds,$b):$(call dataset,$b):$(call commas,$(call selected,$b)))

# Every implementation once, on the quick profile's dataset.
VERIFY := $(foreach b,$(BENCHES),$(addprefix verify-$b/,$(call selected,$b)))
quick  = build/datasets/$($1.quick.dataset)

verify: $(VERIFY) ## run every implementation once and check its answer; nothing is timed
.PHONY: verify $(VERIFY)

$(VERIFY): verify-%: build/%.json $$(call quick,$$(*D)) build/bin/timer
	@mk/bin/verify $* $(call quick,$(*D)) $($(*D).quick.timeout) build/$*/run $(call arguments,$(*D),$(*F),$(call quick,$(*D)))

validate: ## check every record against the schema, with an independent validator
	@mk/bin/validate $(wildcard results/normalized/*/*/*.json)

doctor: ## which capabilities and toolchains are here, which are not, and what that costs
	@mk/bin/doctor $(LANGUAGES)

.PHONY: list validate doctor
