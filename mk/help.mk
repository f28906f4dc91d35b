# help.mk - make help, from the "##" after a goal

help: ## list the goals
	@echo 'usage: make [goal ...] [PROFILE=quick|full] [LANGS=...] [IMPLS=...] [ROUNDS=n]'
	@echo '       PLUMBLINE_OFFLINE=1 in the environment: generate datasets, fetch none'
	@echo
	@sed -n 's/^\([a-z][a-z-]*\):.*## \(.*\)/\1\t\2/p' $(sort $(MAKEFILE_LIST)) | sort | awk -F '\t' '{ printf "  %-26s%s\n", $$1, $$2 }'
	@printf '  %-26s%s\n' $(foreach g,$(GROUPS),bench-$g 'the same of all benchmarks whose names begin with $g-') $(foreach b,$(SPECS),bench-$b 'measure it, if it is stale, and report')
.PHONY: help
