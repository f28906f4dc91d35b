# prelude.mk - what every rule may take for granted

SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
export LC_ALL := C.UTF-8

# One-letter options of this run: flags has n under -n, q under -q, and so on.
flags   := $(filter-out -% %=%,$(firstword $(MAKEFLAGS)))
dry_run := $(findstring n,$(flags))$(findstring q,$(flags))
MAKEFLAGS += --no-builtin-rules --no-print-directory --warn-undefined-variables

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

.PHONY: FORCE
FORCE:

MAKECMDGOALS ?=
MAKE_TERMERR ?=
GOALS := $(or $(MAKECMDGOALS),$(.DEFAULT_GOAL))

comma := ,
empty :=

# $(call commas,a b): a,b
commas = $(subst $(empty) ,$(comma),$(strip $1))

# $(call split,a/b/c): its parts as words
split = $(subst /, ,$1)

# $(call quote,TEXT): as one word of a shell command
quote = '$(subst ','\'',$1)'

# $(call if_changed,COMMAND): recipe that writes what COMMAND prints to the
# target only if it differs from what is there: dependants go by content.
# "+": also under -n and -q, so that these tell the truth.
if_changed = +@mkdir -p $(@D); text=$$($1); [ -e $@ ] && [ "$$text" = "$$(<$@)" ] || printf '%s\n' "$$text" >$@

# $(call if_selected,TEXT,FILES): recipe that writes TEXT, which says what was
# selected, to the target if it differs from what is there.  Then FILES, made of
# another selection, are gone at once; if not, the target is old.  So a dry run may
# give it a date, as what tells make so, and nothing stays.
if_selected = +@mkdir -p $(@D); text='$1'; \
	if [ -e $@ ] && [ "$$text" = "$$(<$@)" ]; then touch -d @0 $@; \
	elif [ -n '$(dry_run)' ]; then [ ! -e $@ ] || touch $@; \
	else rm -rf $2; echo "$$text" >$@; fi

# V=1 shows every command.
V ?=
Q := $(if $V,,@)

# What may run wide.  Every other goal might measure, and measuring is serial.
WIDE := check check-% claims claims-% clean dashboard deps deps-% distclean doctor export fuzz help history history-check history-import import install lint publish tools trend trend-% serve uninstall validate
ifneq ($(filter-out $(WIDE),$(GOALS)),)
.NOTPARALLEL:
endif
