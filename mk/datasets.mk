# datasets.mk - datasets/NAME.sh or NAME.py makes build/datasets/NAME
#
# The script is called with the output's path.  It writes that file, and beside
# it NAME.json, which says what it is.  A line "needs: OTHER" in the script names
# a dataset that it is made from, a line "reads: FOLDER ..." folders of the tree whose
# files it is made from.  What scripts share is in datasets/lib: a script depends on
# what it names there.

FETCHERS := $(wildcard datasets/*.sh datasets/*.py)
DATASETS := $(basename $(notdir $(FETCHERS)))

fetcher = $(filter datasets/$1.sh datasets/$1.py,$(FETCHERS))
SHARED := $(wildcard datasets/lib/*)
shared  = $(wildcard datasets/lib/dataset.py) $(foreach f,$(SHARED),$(if $(findstring $(basename $(notdir $f)),$(file <$1)),$f))
reads   = $(shell sed -En 's/^(\# )?reads: //p' $1 | xargs -r sh -c 'find "$$@" -name __pycache__ -prune -o -print' find)
needs   = $(call reads,$1) $(sort $(call shared,$1)) $(addprefix build/datasets/,$(shell sed -En 's/^(\# )?needs: //p' $1))

$(DATASETS:%=build/datasets/%): build/datasets/%: $$(call fetcher,$$*) $$(call needs,$$(call fetcher,$$*)) | build/datasets
	$(call fetcher,$*) $@

# By content: a dataset that was only touched is still the same.
$(DATASETS:%=build/datasets/%.sha256): build/datasets/%.sha256: build/datasets/%
	@sha256sum $< >$@

build/datasets:
	@mkdir -p $@
