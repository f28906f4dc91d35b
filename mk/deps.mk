# deps.mk - install what is missing, then let the other goals see it
#
# Make reads mk/ before it runs anything, and reading benchmarks needs jq.  So
# the goal "deps" installs while make still remakes its makefiles: afterwards
# make starts over by itself, and what follows on the command line finds jq.

ifneq ($(filter deps,$(GOALS)),)
ifeq ($(MAKE_RESTARTS)$(dry_run),)
installing := yes
include build/mk/deps.mk
build/mk/deps.mk: FORCE
	@mkdir -p $(@D)
	@mk/bin/deps core workloads dashboard
	@echo '# written by make deps' >$@
endif
endif
MAKE_RESTARTS ?=
installing    ?=

deps: ## install what is missing: compilers, libraries, jq, bats, ...
	$(if $(dry_run),+@mk/bin/deps -n core workloads dashboard,@:)

deps-lint: ## install the linters
	@mk/bin/deps core lint

deps-dashboard: ## install what the dashboard is built and tested with: Node.js, Chromium
	@mk/bin/deps core dashboard browser

deps-perf: ## install the peers that make perf measures against
	@mk/bin/deps core perf

deps-count: ## install valgrind, with which make count counts where the processor cannot
	@mk/bin/deps core count

.PHONY: deps deps-count deps-dashboard deps-lint deps-perf
