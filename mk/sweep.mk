# sweep.mk - start-up against work: the same programs over inputs of several sizes
#
# results/raw/sweep/B/seal       what the numbers depend on, as with a profile
# results/raw/sweep/B/I/NN.csv   a round: the implementation once with each dataset
# results/sweep/B.csv            fit over all rounds
# results/sweep/B/I.json         its row, and of which artifact, for the records
#
# Arguments, parameters and timeout are those of the profile quick.

SWEPT := $(foreach b,$(BENCHES),$(if $($b.sweep),$b))

# the rounds of benchmark $1 by number, and their files in measuring order
sweep_rounds = $(or $(filter $(timed) $(timed:0%=%),$(ROUNDS)),$($1.sweep.rounds))
sweep_wanted = $(foreach n,00 $(wordlist 1,$(call sweep_rounds,$1),$(timed)),$(addsuffix /$n,$(call selected,$1)))
sweeps       = $(patsubst %,results/raw/sweep/$1/%.csv,$(filter $(call sweep_wanted,$1),$($1.order)))
SWEEPS      := $(foreach b,$(SWEPT),$(call sweeps,$b))

# the runs of implementation $2 of benchmark $1 in a round: ::: between two
each_size = $(foreach d,$($1.sweep),::: $(call run_on,$1,$2,quick,$d))
sizes     = $(wordlist 2,9999,$(call each_size,$1,$2))

$(SWEEPS): results/raw/sweep/%.csv: results/raw/sweep/$$(call bench,$$@)/seal | $$(@D)
	$(if $(call in_vain,$@),,@$(call progress,$(call sweeps,$(call bench,$@)),$(call sweep_rounds,$(call bench,$@))))
	$Q$(if $(call in_vain,$@),$(call skip,$@),$(call sweep,$@,$(call bench,$@),$(call impl,$@),$(call number,$@)))

# $1: the file, $2: the benchmark, $3: the implementation, $4: the number
sweep = $(call server,$2) build/bin/timer $(if $($2.server),-S) -k -l $(LOCK) $(addprefix -i ,$(foreach d,$($2.sweep),$3)) -s $($2.seed) \
	$(if $(filter 00,$4),-n 0 -w 1,-n 1 -r $4) -t $($2.quick.timeout) $(file <results/raw/sweep/$2/options) -o $1 $(call sizes,$2,$3)

$(sort $(patsubst %/,%,$(dir $(SWEEPS)))):
	@mkdir -p $@ $(call scratch,$(notdir $(@D)),$(@F))

sweep_data   = $(addprefix build/datasets/,$($1.sweep))
sweep_inputs = $(addprefix build/bin/,fingerprint timer $($1.uses)) $(addsuffix .sha256,$(call sweep_data,$1)) $(patsubst %,build/$1/%.json,$(call selected,$1))

$(SWEPT:%=results/raw/sweep/%/seal): results/raw/sweep/%/seal: FORCE mk/bin/seal workloads/%/spec.json $$(call sweep_inputs,$$*)
	+@mk/bin/seal $(if $(dry_run),-n) $(if $(filter remeasure-sweep-$*,$(GOALS)),-f) -l $(LOCK) $@ sweep $* $(call commas,$(call sweep_data,$*)) $(call selected,$*)

$(SWEPT:%=results/sweep/%.rounds): results/sweep/%.rounds: FORCE
	$(call if_selected,$(call sweeps,$*),results/sweep/$*.csv results/sweep/$*)

$(SWEPT:%=results/sweep/%.csv): results/sweep/%.csv: $$(call sweeps,$$*) results/sweep/%.rounds build/bin/fit mk/ranked.jq
	@$(if $(MAKE_TERMERR),printf '\r\033[K' >&2)
	$Qbuild/bin/fit -r "$(call ranked,$*)" -o $@ $(call sweeps,$*)

$(SWEPT:%=results/sweep/%.jsonl): names := implementation:string,case:string,reason:string,reference:string
$(SWEPT:%=results/sweep/%.jsonl): %.jsonl: %.csv build/bin/csv2json
	$Qbuild/bin/csv2json -f -t $(names) -o $@ $<

fits = $(if $(and $(filter $1,$(SWEPT)),$(call selected,$1)),results/sweep/$1.jsonl)

# What is for the records has no rule: they take what there is, and measure nothing.
sweep: right-call $(SWEPT:%=sweep-%) ## start-up and cost per item, from inputs of several sizes; sweep-B: of one benchmark
$(SWEPT:%=sweep-%): sweep-%: right-call $$(call fits,$$*)
	$(if $(dry_run)$(if $(call fits,$*),,none),,@mk/bin/swept $* '$($*.sweep.of)' "$(call ranked,$*)" $(call sweeps,$*))
$(SWEPT:%=remeasure-sweep-%): remeasure-sweep-%: sweep-%
sweep-%:
	@echo 'make: $* has no sweep: there are $(strip $(SWEPT))' >&2; exit 2
.PHONY: sweep $(SWEPT:%=sweep-%) $(SWEPT:%=remeasure-sweep-%)
