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

.SECONDEXPANSION:

$(RAW): results/raw/$(PROFILE)/%.csv: results/raw/$(PROFILE)/$$(call bench,$$@)/seal | $$(@D)
	@$(progress)
	$Qbuild/bin/timer -k -l $(LOCK) -i $(call impl,$@) -s $($(call bench,$@).seed) \
		$(if $(filter 00,$(call number,$@)),-n 0 -w $($(call bench,$@).$(PROFILE).warmups),-n 1 -r $(call number,$@)) \
		-p $(call turn,$@) -t $($(call bench,$@).$(PROFILE).timeout) $(file <results/raw/$(PROFILE)/$(call bench,$@)/options) \
		-o $@ build/$(call bench,$@)/$(call impl,$@)/run $(call arguments,$(call bench,$@),$(call impl,$@),$(call dataset,$(call bench,$@)))

$(sort $(patsubst %/,%,$(dir $(RAW)))):
	@mkdir -p $@ $(call scratch,$(notdir $(@D)),$(@F))

# All that a benchmark's numbers depend on, by content: a change here, and only
# a change here, measures the whole benchmark again, because numbers that are
# compared must come from one session.
inputs = build/bin/fingerprint build/bin/timer $(call dataset,$1).sha256 $(patsubst %,build/$1/%.json,$(call selected,$1))

$(BENCHES:%=results/raw/$(PROFILE)/%/seal): results/raw/$(PROFILE)/%/seal: FORCE mk/bin/seal workloads/%/spec.json $$(call inputs,$$*)
	+@mk/bin/seal $(if $(dry_run),-n) $@ $(PROFILE) $* $(call dataset,$*) $(call selected,$*)
