# report.mk - what a person reads: bench, bench-B, report

# What fails must not stop what comes after it.
ifneq ($(filter bench bench-% verify,$(GOALS)),)
MAKEFLAGS += --keep-going
endif

bench: $(BENCHES:%=bench-%) ## measure all that is stale, and report
.PHONY: bench $(BENCHES:%=bench-%)

# Under -n and -q a fresh benchmark has nothing to do: no table then.
$(BENCHES:%=bench-%): bench-%: $$(call records,$$*) results/report/$(PROFILE)/%.md results/report/$(PROFILE)/%.html
	$(if $(dry_run),,@mk/bin/report -f text $(call records,$*) && mk/bin/all-ok $(call records,$*))

$(call of_bench,report,.md): results/report/$(PROFILE)/%.md: $$(call records,$$*) mk/bin/report mk/report.jq
	@mkdir -p $(@D)
	$Qmk/bin/report -f md -o $@ $(call records,$*)

$(call of_bench,report,.html): results/report/$(PROFILE)/%.html: $$(call records,$$*) mk/bin/report mk/report.jq
	@mkdir -p $(@D)
	$Qmk/bin/report -f html -o $@ $(call records,$*)

# It shows the records there are, and measures nothing.
report: ## print the table of every benchmark measured so far, and write md and html
	@mk/bin/report-all $(PROFILE)
.PHONY: report
