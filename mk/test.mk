# test.mk - check, check-dashboard, lint, perf: is plumbline itself right, and fast?
#
# User-settable: TESTS (the .bats files to run), FUZZ_TIME (seconds a target).

TESTS ?= $(wildcard test/*.bats)

# The tests of workloads test what is built; test/B.bats asks for no more than B.
tested := $(foreach b,$(BENCHES),$(if $(filter %/$b.bats %/$(firstword $(subst -, ,$b)).bats,$(TESTS)),$b))
built  := $(filter $(foreach b,$(tested),build/$($b.of)/%),$(IMPLEMENTATIONS:%=build/%.json)) $(sort $(foreach b,$(tested),build/datasets/$($b.quick.dataset)))

# and what they run, but cargo-audit, which takes minutes to compile
asked := $(addprefix build/tool/,$(sort $(filter-out cargo-audit,$(foreach b,$(tested),$($b.tools)))))

# Nothing is measured here, so what the tests need is built on all processors.
ifeq ($(filter check,$(GOALS)):$(MAKELEVEL),check:0)
MAKEFLAGS += --jobs=$(shell nproc)
endif

# The dashboard's fast tests, unless some tests were asked for, or sanitizers.
with_dashboard := $(if $(filter file,$(origin TESTS)),$(if $(SAN),,-d))

check: $(BIN) $(built) $(asked) ## run the tests; SAN=1: with the address and undefined-behaviour sanitizers
	@BIN=$(CURDIR)/$(TOOLDIR)/bin mk/bin/check $(with_dashboard) $(TESTS)

check-dashboard: deps-dashboard $(BIN) ## run all tests of the dashboard, those in a browser too
	@mk/bin/check-dashboard -a >build/check-dashboard.tap || true; awk -f mk/tally.awk build/check-dashboard.tap

dashboard-pictures: deps-dashboard dashboard ## pictures of the dashboard's pages, docs/img
	@mk/bin/dashboard-pictures

perf-dashboard: deps-dashboard dashboard ## measure the dashboard with 10,000 records in a browser, against its budgets
	@mk/bin/perf-dashboard

lint: deps-lint ## run the linters for C, shell, Python, Rust, make and the manuals
	@mk/bin/lint

# Each script of test/perf measures one filter beside its peers.
PERF := $(notdir $(filter-out %.c,$(wildcard test/perf/*)))

perf: deps-perf $(PERF:%=perf-%) ## measure the filters beside their peers

$(PERF:%=perf-%): perf-%: $(BIN)
	@mkdir -p build/perf
	@PATH=$(CURDIR)/build/bin:$$PATH test/perf/$*

.PHONY: check check-dashboard dashboard-pictures lint perf perf-dashboard $(PERF:%=perf-%)
