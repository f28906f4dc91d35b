# history.mk - records over time: what bench-B measured is appended, each once
#
# HISTORY/.appended/P/B   a stamp: the records of today were appended
#
# User-settable: HISTORY (the folder), FROM (what history-import reads), DAYS (how
# old the newest record may be).

HISTORY ?= results/history
FROM    ?= $(wildcard results/published results/normalized)
DAYS    ?= 30

# Where nothing of a benchmark is selected there is nothing to append.
appended = $(if $(call records,$1),$(HISTORY)/.appended/$(PROFILE)/$1)

# A record that is there already is left out by history itself: a record that was
# written again, or a tree with other dates, costs nothing but the reading.
$(BENCHES:%=$(HISTORY)/.appended/$(PROFILE)/%): $(HISTORY)/.appended/$(PROFILE)/%: $$(call records,$$*) | build/bin/historian
	@mkdir -p $(@D)
	$Qbuild/bin/historian -a -d $(HISTORY) $(call records,$*)
	@touch $@

history: build/bin/historian ## list the series of the history
	@build/bin/historian -l -d $(HISTORY)

history-import: build/bin/historian ## append records there are already: FROM=DIR, else published and normalized
	@$(if $(strip $(FROM)),,echo 'history-import: there are no records: FROM=DIR says where' >&2; exit 2)
	$Qbuild/bin/historian -a -d $(HISTORY) $(FROM)

history-check: build/bin/historian ## is the newest record older than DAYS=30? has a series stopped?
	@build/bin/historian -k $(DAYS) -d $(HISTORY)

.PHONY: history history-import history-check
