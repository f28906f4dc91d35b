# publish.mk - freeze results, to be kept in git: results/published/DATE
#
# FOLDER/P/B/*.json        the records of a benchmark
# FOLDER/P/B.md             its report
# FOLDER/P/B-raw.tar.gz     its rounds as they were measured
# FOLDER/P/B-flame.tar.gz   its flame graphs, if they were drawn
# FOLDER/P/index.md         all benchmarks of the profile
# FOLDER/gate-selftest.json how often the gate is wrong, if that was measured
#
# Nothing is measured: it takes the records of all profiles that there are.
#
# User-settable: FOLDER, another folder.

FOLDER ?=

publish: ## freeze the results there are in results/published/DATE, to be kept in git; FOLDER=folder
	@mk/bin/publish $(if $(FOLDER),$(call quote,$(FOLDER)),results/published/$$(date -u +%F))

.PHONY: publish
