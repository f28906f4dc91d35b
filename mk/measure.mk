# measure.mk - a round is a file: results/raw/PROFILE/B/I/NN.csv
#
# prelude.mk makes measuring serial, so rounds run in the order of B.order, and
# timer's lock keeps them apart from a second make.  00 is the warm-up.
#
# User-settable: LOCK, the machine-wide lock.

LOCK ?= /tmp/plumbline.lock

# the rounds of benchmark $1 by number, and all its files in measuring order
numbers = $(if $(filter-out 0,$($1.$(PROFILE).warmups)),00) $(wordlist 1,$(call rounds,$1),$(timed))
wanted  = $(foreach n,$(call numbers,$1),$(addsuffix /$n,$(call selected,$1)))
raw     = $(patsubst %,results/raw/$(PROFILE)/$1/%.csv,$(filter $(call wanted,$1),$($1.order)))
RAW    := $(foreach b,$(BENCHES),$(call raw,$b))

# what a path results/raw/PROFILE/B/I/NN.csv says
bench  = $(word 4,$(call split,$1))
impl   = $(word 5,$(call split,$1))
number = $(basename $(word 6,$(call split,$1)))

# the turn of round file $1: the files of its round up to it, counted
same_round = $(filter %/$(call number,$1).csv,$(call raw,$(call bench,$1)))
up_to      = $(firstword $2) $(if $(filter-out $1,$(firstword $2)),$(call up_to,$1,$(wordlist 2,99,$2)))
turn       = $(words $(call up_to,$1,$(call same_round,$1)))

# the arguments of implementation $2 of benchmark $1 on the dataset $3
scratch   = build/scratch/$1/$2
arguments = $(subst {scratch},$(call scratch,$1,$2),$(subst {dataset},$3,$($1.arguments)))

# A terminal sees one line of progress, a log one line a round.
progress = $(if $(MAKE_TERMERR),\
	mk/bin/progress $@ $(call raw,$(call bench,$@)),\
	echo 'measuring $(call bench,$@)/$(call impl,$@) round $(call number,$@) of $(call rounds,$(call bench,$@))')

# Whether a run of round file $1 would be in vain: nothing was built, or the
# warm-up ran out of time, as every round would.  Then its row says that it did
# not start (125: ECANCELED).
warm_up = $(dir $1)00.csv
built_as = $(file <build/$(call bench,$1)/$(call impl,$1).json)
in_vain = $(or $(findstring "status": "missing_toolchain",$(call built_as,$1)),$(findstring "status": "build_failed",$(call built_as,$1)),$(if \
	$(filter-out $(call warm_up,$1),$1),$(findstring $(comma)timeout$(comma),$(file <$(call warm_up,$1)))))
skip    = printf '%s\n' implementation,round,position,phase,status,case,metric,unit,value,count \
	$(call impl,$1),$(if $(filter 00,$(call number,$1)),1,$(call number,$1)),$(call turn,$1),$(if \
	$(filter 00,$(call number,$1)),warmup,timed),not_started,,exec_errno,1,125,1 >$1

.SECONDEXPANSION:

$(RAW): results/raw/$(PROFILE)/%.csv: results/raw/$(PROFILE)/$$(call bench,$$@)/seal | $$(@D)
	$(if $(call in_vain,$@),,@$(progress))
	$Q$(if $(call in_vain,$@),$(call skip,$@),$(call measure,$@,$(call bench,$@),$(call impl,$@),$(call number,$@)))

# $1: the file, $2: the benchmark, $3: the implementation, $4: the round
measure = build/bin/timer -k -l $(LOCK) -i $3 -s $($2.seed) \
	$(if $(filter 00,$4),-n 0 -w $($2.$(PROFILE).warmups),-n 1 -r $4) -p $(call turn,$1) \
	-t $($2.$(PROFILE).timeout) $(file <results/raw/$(PROFILE)/$2/options) \
	-o $1 build/$2/$3/run $(call arguments,$2,$3,$(call dataset,$2))

$(sort $(patsubst %/,%,$(dir $(RAW)))):
	@mkdir -p $@ $(call scratch,$(notdir $(@D)),$(@F))

# All that a benchmark's numbers depend on, by content: a change here, and only
# a change here, measures the whole benchmark again, because numbers that are
# compared must come from one session.
inputs = build/bin/fingerprint build/bin/timer $(call dataset,$1).sha256 $(patsubst %,build/$1/%.json,$(call selected,$1))

$(BENCHES:%=results/raw/$(PROFILE)/%/seal): results/raw/$(PROFILE)/%/seal: FORCE mk/bin/seal workloads/%/spec.json $$(call inputs,$$*)
	+@mk/bin/seal $(if $(dry_run),-n) $(if $(filter remeasure remeasure-$*,$(GOALS)),-f) $@ $(PROFILE) $* $(call dataset,$*) $(call selected,$*)
