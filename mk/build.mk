# build.mk - workloads/B/I becomes build/B/I/run, and build/B/I.json says how
#
# A language is a file mk/lang/LANG.mk with two variables:
#   LANG.version   a command that prints the toolchain's version
#   LANG.build     a command that builds, run by mk/bin/build, which says how
# An implementation with an executable build.sh is built by that instead.

include $(wildcard mk/lang/*.mk)

LANGUAGES := $(basename $(notdir $(wildcard mk/lang/*.mk)))

# B/I of every implementation, and of those that are another benchmark's
IMPLEMENTATIONS := $(foreach b,$(BENCHES),$(if $(filter $b,$($b.of)),$(addprefix $b/,$($b.impls))))
BORROWED        := $(foreach b,$(BENCHES),$(if $(filter $b,$($b.of)),,$(addprefix $b/,$($b.impls))))

# The version, rewritten only when it changes; empty if the command fails.
$(LANGUAGES:%=build/toolchain/%): build/toolchain/%: FORCE
	$(call if_changed,{ $($*.version); } 2>/dev/null | head -n 1 || true)

.SECONDEXPANSION:

# Every file and folder of the sources: a folder's time tells of deletions.  C may
# include what implementations share, workloads/B/NAME.h.
SOURCES := $(shell find workloads -mindepth 2 -name __pycache__ -prune -o -print)
sources   = $(filter workloads/$1 workloads/$1/% workloads/$(dir $1)%.h,$(SOURCES))
toolchain = build/toolchain/$(call language,$(notdir $1))

# The command that builds it: its own, if it has one, or its language's.
builder = $(if $(wildcard workloads/$1/build.sh),./build.sh,$($(notdir $(call toolchain,$1)).$2))

$(IMPLEMENTATIONS:%=build/%.json): build/%.json: $$(call sources,$$*) $$(call toolchain,$$*)
	$Qecho "building $*"
	$Qmkdir -p $(@D)
	$Qmk/bin/build $@ workloads/$* $(notdir $(call toolchain,$*)) $(call toolchain,$*) $(call quote,$(call builder,$*,build))

# What is another benchmark's program is the same files.
$(BORROWED:%=build/%.json): build/%.json: build/$$($$(*D).of)/$$(*F).json
	$Qrm -rf build/$* && mkdir -p $(@D)
	$Q[ ! -d $(basename $<) ] || cp -al $(basename $<) build/$*
	$Qcp -p $< $@
