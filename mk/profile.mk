# profile.mk - flame graphs: results/profile/P/B/I.svg, .folded.gz and .json
#
# Where an implementation spends its time, sampled in runs of their own.  What is
# run is built apart, into build/profile/B/I, so that the names of functions are
# kept.  mk/lang/LANG.mk may have two more variables for that:
#   LANG.profile    the command that builds so; without it, LANG.build
#   LANG.profiler   perf or py-spy; without it, perf
#
# User-settable: PROFILE_SECONDS, how long to sample at least.

PROFILE_SECONDS ?= 3
INFERNO         := 0.12.8
FLAMEGRAPH      := build/inferno/$(INFERNO)/bin/inferno-flamegraph

# What fails must not stop what comes after it.
ifneq ($(filter profile profile-%,$(GOALS)),)
MAKEFLAGS += --keep-going
endif

given    = $(if $(filter-out undefined,$(origin $1)),$($1),$2)
lang_of  = $(call language,$(notdir $1))
profiler = $(call given,$(call lang_of,$1).profiler,perf)

$(IMPLEMENTATIONS:%=build/profile/%.json): build/profile/%.json: $$(call sources,$$*) $$(call toolchain,$$*)
	$Qecho "building $* with the names of functions"
	$Qmkdir -p $(@D)
	$Qmk/bin/build $@ workloads/$* $(call lang_of,$*) $(call toolchain,$*) \
		$(call quote,$(call builder,$*,$(if $(filter-out undefined,$(origin $(call lang_of,$*).profile)),profile,build)))

# What runs programs of others has no time of its own to speak of.
profile: right-call $(foreach b,$(BENCHES),$(if $(call keeps,$b),,profile-$b)) ## draw flame graphs of all; profile-B: of one benchmark
.PHONY: profile $(SPECS:%=profile-%)

graphs = $(if $(filter $1,$(BENCHES)),$(foreach i,$(call selected,$1),$(addprefix results/profile/$(PROFILE)/$1/$i,.svg .folded.gz .json)))

$(SPECS:%=profile-%): profile-%: right-call $$(call graphs,$$*)
	$(if $(dry_run)$(if $(call graphs,$*),,none),,@printf '%s\n' $(filter %.svg,$(call graphs,$*)))

# The command, with the profiled program in the place of the measured one.
program  = $($(patsubst %/,%,$(dir $1)).of)/$(notdir $1)
profiled = $(subst build/$1/run,build/profile/$(call program,$1)/run,$(call command,$(*D),$(*F),$(PROFILE)))
drawers  = $(if $(filter py-spy,$(call profiler,$1)),build/py-spy/bin/py-spy) $(FLAMEGRAPH)

# One recipe makes all three, which is why this is an implicit rule.
results/profile/$(PROFILE)/%.svg results/profile/$(PROFILE)/%.folded.gz results/profile/$(PROFILE)/%.json: \
		build/profile/$$(call program,$$*).json build/%.json $$(call dataset,$$(*D)) mk/bin/profile mk/bin/fold \
		| $$(addprefix build/bin/,timer $$($$(*D).uses)) $$(call drawers,$$*)
	$Qecho "profiling $*"
	$QPATH=$(CURDIR)/$(dir $(FLAMEGRAPH)):$(CURDIR)/build/py-spy/bin:$$PATH \
		flock -o $(LOCK) $(call server,$(*D)) mk/bin/profile $(call profiler,$*) $(PROFILE_SECONDS) $* \
		results/profile/$(PROFILE)/$* $(call dataset,$(*D)) $($(*D).$(PROFILE).timeout) $(call profiled,$*)

$(FLAMEGRAPH):
	@echo 'building inferno $(INFERNO), which draws flame graphs'
	$Qcargo install -q --locked --version $(INFERNO) --no-default-features --features cli --bin inferno-flamegraph \
		--bin inferno-collapse-perf --root build/inferno/$(INFERNO) --target-dir build/cache/inferno inferno

build/py-spy/bin/py-spy: mk/py-spy.txt
	$Qpython3 -m venv --clear build/py-spy
	$Qbuild/py-spy/bin/pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

deps-profile: ## install the profilers that make profile uses
	@mk/bin/deps core profile
.PHONY: deps-profile
