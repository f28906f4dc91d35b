# trend.mk - the course of a benchmark's results over time: trend-B, trend NAME=B
#
# User-settable: HISTORY, PROFILE, IMPLS; METRIC (wall_time and max_rss of the
# whole run), CASE (with METRIC: every case); STRICT=1, to fail if something got
# worse and workloads/B/annotations.json does not accept it.

STRICT ?=
METRIC ?=
CASE   ?=

trend: $(if $(findstring command,$(origin NAME)),$(NAME:%=trend-%)) ## the course of a benchmark's results, and when they changed: NAME=x, or trend-x; STRICT=1
	$(if $(filter command%,$(origin NAME)),,$(error trend: of which benchmark? make trend-B, or NAME=B: there are $(SPECS)))
.PHONY: trend $(SPECS:%=trend-%)

trend-%:
	@echo 'make: there is no benchmark $*: there are $(SPECS)' >&2; exit 2

$(SPECS:%=trend-%): trend-%: build/bin/historian build/bin/changepoint
	@mk/bin/trend $(if $(STRICT),-e) -d $(call quote,$(HISTORY)) -p $(call quote,$(PROFILE)) $(if $(IMPLS),-i $(call quote,$(IMPLS))) \
		$(if $(METRIC),-m $(call quote,$(METRIC))) $(if $(CASE),-c $(call quote,$(CASE))) $*
