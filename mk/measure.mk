# measure.mk - a round is a file: results/raw/PROFILE/B/I/NN.csv
#
# prelude.mk makes measuring serial, so rounds run in the order of B.order, and
# timer's lock keeps them apart from a second make.  00 is the warm-up.  A pass,
# one more run under an observer and not timed, is results/raw/PROFILE/B/I/PASS.csv.
#
# User-settable: LOCK, the machine-wide lock.

LOCK ?= /tmp/plumbline.lock

# the rounds of benchmark $1 by number, and all its files in measuring order
numbers = $(if $(filter-out 0,$($1.$(PROFILE).warmups)),00) $(wordlist 1,$(call rounds,$1),$(timed))
wanted  = $(foreach n,$(call numbers,$1),$(addsuffix /$n,$(call selected,$1)))
raw     = $(patsubst %,results/raw/$(PROFILE)/$1/%.csv,$(filter $(call wanted,$1),$($1.order)))
RAW    := $(foreach b,$(BENCHES),$(call raw,$b))

# the files of its passes, and all of its files
observed = $(foreach p,$($1.passes),$(patsubst %,results/raw/$(PROFILE)/$1/%/$p.csv,$(call selected,$1)))
measured = $(call raw,$1) $(call observed,$1)
OBSERVED := $(foreach b,$(BENCHES),$(call observed,$b))

# what a path results/raw/PROFILE/B/I/NN.csv says
bench  = $(word 4,$(call split,$1))
impl   = $(word 5,$(call split,$1))
number = $(basename $(word 6,$(call split,$1)))

# the turn of round file $1: the files of its round up to it, counted
same_round = $(filter %/$(call number,$1).csv,$(call raw,$(call bench,$1)))
up_to      = $(firstword $2) $(if $(filter-out $1,$(firstword $2)),$(call up_to,$1,$(wordlist 2,99,$2)))
turn       = $(words $(call up_to,$1,$(call same_round,$1)))

# the command line of implementation $2 of benchmark $1 in profile $3 (run_on: on
# dataset $4), and what it must be under: a server, which puts its address in the place of {url}
scratch = build/scratch/$1/$2
run_on  = build/$1/$2/run $(subst {scratch},$(call scratch,$1,$2),$(subst {dataset},build/datasets/$4,$($1.$3.arguments)))
command = $(call in_round,0,$(call scratch,$1,$2),$(call run_on,$1,$2,$3,$($1.$3.dataset)))
server  = $(if $($1.server),build/bin/$($1.server))

# $3 in round $1, with the folder $2 for what it leaves; and whether a round keeps
# that, in a folder named like its file
in_round = $(subst {raw},$2,$(subst {round},$1,$3))
keeps    = $(findstring {raw},$($1.$(PROFILE).arguments))

# A terminal sees one line of progress, a log one line a round: $1 are all files,
# $2 is how many rounds there are.
progress = $(if $(MAKE_TERMERR),\
	mk/bin/progress $@ $1,\
	echo 'measuring $(call bench,$@)/$(call impl,$@) round $(call number,$@) of $2')

# Whether a run of round file $1 would be in vain: nothing was built, or the
# warm-up ran out of time, as every round would.  Then its row says that it did
# not start (125: ECANCELED).
warm_up = $(dir $1)00.csv
built_as = $(file <build/$(call bench,$1)/$(call impl,$1).json)
in_vain = $(or $(findstring "status": "missing_toolchain",$(call built_as,$1)),$(findstring "status": "build_failed",$(call built_as,$1)),$(if \
	$(filter-out $(call warm_up,$1),$1),$(findstring $(comma)timeout$(comma),$(file <$(call warm_up,$1)))))
skip    = printf '%s\n' implementation,round,position,phase,status,case,metric,unit,value,count \
	$(call impl,$1),$(or $(filter-out 00,$(filter $(timed),$(call number,$1))),1),$(or $(filter-out 0,$(call turn,$1)),1),$(call \
	phase,$(call number,$1)),not_started,,exec_errno,1,125,1 >$1
phase   = $(if $(filter 00,$1),warmup,$(if $(filter $(timed),$1),timed,observed))

# A round without what was kept with it is none: it is measured again.
lost = $(if $(call keeps,$(call bench,$1)),$(if $(wildcard $(basename $1)/.),,FORCE))

.SECONDEXPANSION:

$(RAW): results/raw/$(PROFILE)/%.csv: results/raw/$(PROFILE)/$$(call bench,$$@)/seal $$(call lost,$$@) | $$(@D)
	$(if $(call in_vain,$@),,@$(call progress,$(call raw,$(call bench,$@)),$(call rounds,$(call bench,$@))))
	$(if $(call keeps,$(call bench,$@)),@rm -rf $(basename $@) && mkdir -p $(basename $@))
	$Q$(if $(call in_vain,$@),$(call skip,$@),$(call measure,$@,$(call bench,$@),$(call impl,$@),$(call number,$@)))

# $1: the file, $2: the benchmark, $3: the implementation, $4: what kind of run,
# $5: count_ if it is counted
timer   = $(call server,$2) build/bin/timer $(if $($2.server),-S) -l $(LOCK) -i $3 -s $($2.seed) $4 \
	-t $($2.$(PROFILE).$5timeout) $(file <results/raw/$(PROFILE)/$2/options) -o $1
# and the round
measure = $(call timer,$1,$2,$3,-k $(if $(filter 00,$4),-n 0 -w $($2.$(PROFILE).warmups),-n 1 -r $4) -p $(call turn,$1),) \
	$(if $($2.sampled),build/bin/sampler -S -i $($2.sampled)) \
	$(call in_round,$(4:0%=%),$(basename $1),$(call run_on,$2,$3,$(PROFILE),$($2.$(PROFILE).dataset)))

$(OBSERVED): results/raw/$(PROFILE)/%.csv: results/raw/$(PROFILE)/$$(call bench,$$@)/seal | $$(@D)
	$(if $(call in_vain,$@),,@echo 'observing $(call bench,$@)/$(call impl,$@): $(call number,$@)')
	$(if $(filter icount,$(call number,$@)),$Qbuild/bin/icount -o /dev/null true)
	$Q$(if $(call in_vain,$@),$(call skip,$@),$(call timer,$@,$(call bench,$@),$(call impl,$@),-k -O -n 1,$(if $(filter icount,$(call number,$@)),count_)) \
		build/bin/$(call number,$@) $(call command,$(call bench,$@),$(call impl,$@),$(PROFILE)))

$(sort $(patsubst %/,%,$(dir $(RAW)))):
	@mkdir -p $@ $(call scratch,$(notdir $(@D)),$(@F))
