# state.mk - what is here, and in what state: list, verify, validate, doctor

list: right-call ## benchmarks and implementations: fresh, stale and why, never run, time to measure
	@mk/bin/list $(PROFILE) $(foreach b,$(BENCHES),$b:$(call rounds,$b):$(call dataset,$b):$(call commas,$(call selected,$b)))

specs := $(wildcard workloads/*/spec.json workloads/*/*/impl.json workloads/*/annotations.json)

# Every implementation that has a known answer once, on the quick profile's dataset.
VERIFY := $(foreach b,$(BENCHES),$(if $($b.unanswered),,$(addprefix verify-$b/,$(call selected,$b))))
quick  = build/datasets/$($1.quick.dataset)

verify: right-call valid-specs $(VERIFY) ## run every implementation once and check its answer; nothing is timed
.PHONY: verify valid-specs $(VERIFY)

valid-specs:
	@mk/bin/validate $(specs)

$(VERIFY): verify-%: build/%.json $$(call quick,$$(*D)) build/bin/timer $$(addprefix build/bin/,$$($$(*D).uses)) $$(addprefix build/tool/,$$($$(*D).tools))
	@mk/bin/verify $* $(call quick,$(*D)) $($(*D).quick.timeout) $(call command,$(*D),$(*F),quick)

records_there := $(wildcard results/normalized/*/*/*.json)

validate: ## check every record, spec and annotation against the schemas, with an independent validator
	@mk/bin/validate $(specs) $(records_there)
	@$(if $(records_there),:,echo 'validate: there is no record yet: run "make bench"' >&2; exit 1)

doctor: ## which capabilities and toolchains are here, which are not, and what that costs
	@mk/bin/doctor $(LANGUAGES)

.PHONY: list validate doctor
