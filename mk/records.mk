# records.mk - rounds become a summary, a comparison, and one record each
#
# results/summary/P/B.csv       percentile over the timed rounds that went well
# results/comparison/P/B.csv    comparator over all rounds
# results/stability/P/B.csv     leak over all rounds, where memory was sampled
# results/derived/P/B/I/X.csv   filter X over the timed rounds, if the spec has it derive X
# results/normalized/P/B/I.json normalizer: the record

of_bench = $(BENCHES:%=results/$1/$(PROFILE)/%$2)

records = $(if $(filter $1,$(BENCHES)),$(patsubst %,results/normalized/$(PROFILE)/$1/%.json,$(call selected,$1)))
RECORDS := $(foreach b,$(BENCHES),$(call records,$b))

# What filters make of all timed rounds of an implementation together.
timed_of = $(filter-out %/00.csv,$(filter results/raw/$(PROFILE)/$2/%,$(call raw,$1)))
derived  = $(foreach d,$($1.derive),$(patsubst %,results/derived/$(PROFILE)/$1/%/$d.csv,$(call selected,$1)))
DERIVED := $(foreach b,$(BENCHES),$(call derived,$b))

# all files of benchmark $1 that have values, and of its implementation $2; what
# was kept with the rounds of $1
valued    = $(call measured,$1) $(call counted,$1) $(call derived,$1)
valued_of = $(filter results/raw/$(PROFILE)/$1/$2/% results/derived/$(PROFILE)/$1/$2/%,$(call valued,$1))
kept      = $(if $(call keeps,$1),$(wildcard $(patsubst %.csv,%/*,$(call raw,$1))))

$(DERIVED): results/derived/$(PROFILE)/%.csv: $$(call timed_of,$$(call bench,$$@),$$(*D)) \
		results/summary/$(PROFILE)/$$(call bench,$$@).rounds build/bin/$$(*F)
	@mkdir -p $(@D)
	$Qbuild/bin/$(*F) -o $@ $(filter %.csv,$^)

# Which rounds are in, and what is asked of them: a smaller selection has no newer
# file to tell make of it.
# The records are always those of one comparison: what is not in it has none.
$(call of_bench,summary,.rounds): results/summary/$(PROFILE)/%.rounds: FORCE
	$(call if_selected,$(call measured,$*) $(call derived,$*) $($*.compare) $($*.operations)$(call counts,$*),$(foreach s,summary comparison stability,results/$s/$(PROFILE)/$*.csv) results/derived/$(PROFILE)/$*)

$(call of_bench,summary,.csv): results/summary/$(PROFILE)/%.csv: $$(call measured,$$*) $$(call derived,$$*) results/summary/$(PROFILE)/%.rounds build/bin/percentile
	@$(if $(MAKE_TERMERR),printf '\r\033[K' >&2)
	@rm -f $(filter-out $(call records,$*),$(wildcard results/normalized/$(PROFILE)/$*/*.json))
	$Qbuild/bin/percentile -g implementation,case,metric,unit -v value -w count -f phase=timed -f phase=observed -f phase=derived -f status=ok -o $@ $(call valued,$*)

# One implementation alone has nothing to be compared with, where memory is
# watched, times have the cost of that in them, and some must not be compared.
$(call of_bench,comparison,.csv): results/comparison/$(PROFILE)/%.csv: $$(call raw,$$*) results/summary/$(PROFILE)/%.rounds build/bin/comparator mk/ranked.jq
	@mkdir -p $(@D)
	$Q$(if $(and $(word 2,$(call selected,$*)),$(if $($*.sampled)$($*.incomparable),,yes)),build/bin/comparator -m $($*.compare) -o $@ \
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

$(call of_bench,raw,/SHA256SUMS): results/raw/$(PROFILE)/%/SHA256SUMS: $$(call measured,$$*) $$(call derived,$$*) results/summary/$(PROFILE)/%.rounds
	@sha256sum $(call valued,$*) $(call kept,$*) >$@

# A flame graph, if there is one, is linked, and so are a sweep, and what the last
# round left as evidence.
flame = $(wildcard results/profile/$(PROFILE)/$1.json)
swept = $(wildcard results/sweep/$1.json)
left  = $(wildcard $(patsubst %.csv,%/evidence.json,$(lastword $(filter results/raw/$(PROFILE)/$1/$2/%,$(call raw,$1)))))

$(RECORDS): results/normalized/$(PROFILE)/%.json: \
		results/summary/$(PROFILE)/$$(call bench,$$@).jsonl results/comparison/$(PROFILE)/$$(call bench,$$@).jsonl \
		results/raw/$(PROFILE)/$$(call bench,$$@)/SHA256SUMS $$(call leaks,$$(call bench,$$@),jsonl) $$(call flame,$$*) $$(call swept,$$*) \
		build/bin/normalizer $(addprefix schemas/,result.schema.json environment.schema.json evidence.schema.json)
	@mkdir -p $(@D)
	$Qbuild/bin/normalizer -i $(basename $(@F)) -s results/raw/$(PROFILE)/$(call bench,$@)/session.json \
		-S workloads/$(call bench,$@)/spec.json -m $(word 1,$^) -c $(word 2,$^) -f $(word 3,$^) \
		$(addprefix -l ,$(call leaks,$(call bench,$@),jsonl)) $(addprefix -g ,$(call flame,$*)) \
		$(if $(call keeps,$(call bench,$@)),$(addprefix -e ,$(call left,$(call bench,$@),$(basename $(@F))))) $(addprefix -w ,$(call swept,$*)) -x schemas/result.schema.json \
		-o $@ $(call valued_of,$(call bench,$@),$(basename $(@F)))
