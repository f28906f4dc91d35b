# records.mk - rounds become a summary, a comparison, and one record each
#
# results/summary/P/B.csv       percentile over the timed rounds that went well
# results/comparison/P/B.csv    comparator over all rounds
# results/stability/P/B.csv     leak over all rounds, where memory was sampled
# results/normalized/P/B/I.json normalizer: the record

of_bench = $(BENCHES:%=results/$1/$(PROFILE)/%$2)

records = $(if $(filter $1,$(BENCHES)),$(patsubst %,results/normalized/$(PROFILE)/$1/%.json,$(call selected,$1)))
RECORDS := $(foreach b,$(BENCHES),$(call records,$b))

# Which rounds are in, and what is asked of them: a smaller selection has no newer
# file to tell make of it.
# The records are always those of one comparison: what is not in it has none.
$(call of_bench,summary,.rounds): results/summary/$(PROFILE)/%.rounds: FORCE
	$(call if_selected,$(call measured,$*) $($*.compare) $($*.operations)$(call counts,$*),$(foreach s,summary comparison stability,results/$s/$(PROFILE)/$*.csv))

$(call of_bench,summary,.csv): results/summary/$(PROFILE)/%.csv: $$(call measured,$$*) results/summary/$(PROFILE)/%.rounds build/bin/percentile
	@$(if $(MAKE_TERMERR),printf '\r\033[K' >&2)
	@rm -f $(filter-out $(call records,$*),$(wildcard results/normalized/$(PROFILE)/$*/*.json))
	$Qbuild/bin/percentile -g implementation,case,metric,unit -v value -w count -f phase=timed -f phase=observed -f status=ok -o $@ $(call measured,$*) $(call counted,$*)

# One implementation alone has nothing to be compared with, and where memory is
# watched, times have the cost of that in them.
$(call of_bench,comparison,.csv): results/comparison/$(PROFILE)/%.csv: $$(call raw,$$*) results/summary/$(PROFILE)/%.rounds build/bin/comparator mk/ranked.jq
	@mkdir -p $(@D)
	$Q$(if $(and $(word 2,$(call selected,$*)),$(if $($*.sampled),,yes)),build/bin/comparator -m $($*.compare) -o $@ \
		-r "$(call ranked,$*)" $(call raw,$*),: >$@)

# Where memory was sampled: does it grow?
SAMPLED := $(foreach b,$(BENCHES),$(if $($b.sampled),$b))
leaks    = $(patsubst %,results/stability/$(PROFILE)/%.$2,$(filter $1,$(SAMPLED)))

$(call leaks,%,csv): results/stability/$(PROFILE)/%.csv: $$(call raw,$$*) results/summary/$(PROFILE)/%.rounds build/bin/leak
	@mkdir -p $(@D)
	$Qbuild/bin/leak -p $($*.operations) -o $@ $(call raw,$*)

# Names are text, also one that looks like a number, as a digest may.
names := implementation:string,case:string,metric:string,unit:string

$(call leaks,%,jsonl): names := implementation:string

$(call of_bench,summary,.jsonl) $(call of_bench,comparison,.jsonl) $(call leaks,%,jsonl): %.jsonl: %.csv build/bin/csv2json
	$Qif [ -s $< ]; then build/bin/csv2json -f -t $(names) -o $@ $<; else : >$@; fi

$(call of_bench,raw,/SHA256SUMS): results/raw/$(PROFILE)/%/SHA256SUMS: $$(call measured,$$*) results/summary/$(PROFILE)/%.rounds
	@sha256sum $(call measured,$*) $(call counted,$*) >$@

# A flame graph, if there is one, is linked, and so is a sweep.
flame = $(wildcard results/profile/$(PROFILE)/$1.json)
swept = $(wildcard results/sweep/$1.json)

$(RECORDS): results/normalized/$(PROFILE)/%.json: \
		results/summary/$(PROFILE)/$$(call bench,$$@).jsonl results/comparison/$(PROFILE)/$$(call bench,$$@).jsonl \
		results/raw/$(PROFILE)/$$(call bench,$$@)/SHA256SUMS $$(call leaks,$$(call bench,$$@),jsonl) $$(call flame,$$*) $$(call swept,$$*) \
		build/bin/normalizer schemas/result.schema.json schemas/environment.schema.json
	@mkdir -p $(@D)
	$Qbuild/bin/normalizer -i $(basename $(@F)) -s results/raw/$(PROFILE)/$(call bench,$@)/session.json \
		-S workloads/$(call bench,$@)/spec.json -m $(word 1,$^) -c $(word 2,$^) -f $(word 3,$^) \
		$(addprefix -l ,$(call leaks,$(call bench,$@),jsonl)) $(addprefix -g ,$(call flame,$*)) $(addprefix -w ,$(call swept,$*)) -x schemas/result.schema.json \
		-o $@ $(filter results/raw/$(PROFILE)/$(call bench,$@)/$(basename $(@F))/%,$(call measured,$(call bench,$@)) $(call counted,$(call bench,$@)))
