# prelude.mk - what every rule may take for granted

SHELL       := /bin/bash
.SHELLFLAGS := -euo pipefail -c
MAKEFLAGS   += --no-builtin-rules --warn-undefined-variables
export LC_ALL := C.UTF-8

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.SUFFIXES:

.PHONY: FORCE
FORCE:

GOALS := $(or $(MAKECMDGOALS),$(.DEFAULT_GOAL))

# $(call split,a/b/c): its parts as words
split = $(subst /, ,$1)

# Compilers and package managers misread make's jobserver.
DETACHED := env -u MAKEFLAGS -u MFLAGS -u MAKELEVEL

# V=1 shows every command.
V ?=
Q := $(if $V,,@)

comma := ,

# $(call if_changed,TEXT): recipe that writes TEXT to the target only if it
# holds something else.  "+": also under -n and -q, so that these tell the truth.
if_changed = +@text='$(subst ','\'',$1)'; [ "$$text" = "$$(cat $@ 2>/dev/null)" ] || printf '%s\n' "$$text" > $@
