# count.mk - count instructions, where times are too noisy: make count
#
# results/raw/PROFILE/B/I/icount.csv is a pass like any other, measure.mk, if the
# spec asks for it.  If not, only the goals here make it, for it takes long.  It is
# in the records all the same, if it is there: so it is no prerequisite of theirs,
# and a new session, which makes it stale, removes it.

# the benchmarks that are to be counted now; what runs programs of others is not: their
# instructions are not the implementation's, and an emulated processor knows not all
COUNTABLE := $(foreach b,$(BENCHES),$(if $(call keeps,$b),,$b))
counted_groups := $(foreach g,$(GROUPS),$(if $(filter count-$g,$(GOALS)),$g-%))
COUNTING := $(foreach b,$(COUNTABLE),$(if $(or $(filter count count-$b,$(GOALS)),$(filter $(counted_groups),$b)),$b))

# the counts of benchmark $1: their files, those that are there, and their content
count_files = $(patsubst %,results/raw/$(PROFILE)/$1/%/icount.csv,$(call selected,$1))
counted     = $(if $(filter icount,$($1.passes)),,$(shell ls -d $(call count_files,$1) 2>/dev/null || true))
counts      = $(if $(call counted,$1),$(shell cat $(call counted,$1) | cksum))

count: right-call $(COUNTABLE:%=count-%) ## count the instructions of all, once; count-B: of one benchmark
$(GROUPS:%=count-%): count-%: $$(filter count-$$*-%,$(SPECS:%=count-%))
.PHONY: count $(SPECS:%=count-%) $(GROUPS:%=count-%)

$(SPECS:%=count-%): count-%: right-call $$(if $$(filter $$*,$(COUNTING)),$$(call count_files,$$*))
	$(if $(filter $*,$(COUNTABLE)),,$(error count-$*: it runs programs of others, whose instructions are not its own))
	$(if $(dry_run)$(if $(call count_files,$*),,none),,@mk/bin/count $(PROFILE) $* $(call selected,$*))

# Who counts, by content.
COUNTERS := $(COUNTING:%=results/raw/$(PROFILE)/%/icount.by)
$(COUNTERS): FORCE build/bin/icount
	$(call if_changed,sha256sum build/bin/icount; valgrind --version 2>&1 || true)

# What goes wrong leaves no file: it is not the implementation that failed.
$(foreach b,$(COUNTING),$(if $(filter icount,$($b.passes)),,$(call count_files,$b))): \
		results/raw/$(PROFILE)/%/icount.csv: results/raw/$(PROFILE)/$$(*D)/seal results/raw/$(PROFILE)/$$(*D)/icount.by | $$(@D)
	@echo 'counting $*'
	$Qrm -f $@; build/bin/icount -o /dev/null true
	$Q$(if $(call in_vain,$@),echo 'count: $*: it is not built or took too long' >&2,$(call \
		timer,$@,$(*D),$(*F),-O -n 1,count_) build/bin/icount $(call command,$(*D),$(*F),$(PROFILE)) || rm -f $@)
