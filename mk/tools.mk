# tools.mk - the C filters: tools/NAME.c becomes build/bin/NAME
#
# User-settable: CC, CFLAGS, CPPFLAGS, LDFLAGS, LDLIBS.  SAN=1 builds with the
# address and undefined-behaviour sanitizers, into build/san/bin.

SAN      ?=
CC       ?= cc
AR       ?= ar
CFLAGS   ?= -O2 -g
CPPFLAGS ?=
# Static: a child's peak memory is never below its parent's, so timer must be
# small; and a filter that maps no libraries starts in half the time.
LDFLAGS  ?= $(if $(SAN),,-static)
LDLIBS   ?= -Wl,--as-needed -lcsv -ljson-c -lz -lm

WARN     := -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wconversion
SANFLAGS := $(if $(SAN),-fsanitize=address$(comma)undefined -fno-sanitize-recover=all -fno-omit-frame-pointer)
COMPILE   = $(CC) -std=c11 -D_GNU_SOURCE -Itools/lib $(WARN) $(CPPFLAGS) $(CFLAGS) $(SANFLAGS)

TOOLDIR  := build$(if $(SAN),/san)
TOOLS    := $(basename $(notdir $(wildcard tools/*.c)))
BIN      := $(TOOLS:%=$(TOOLDIR)/bin/%)
PRELOADS := $(patsubst tools/preload/%.c,$(TOOLDIR)/bin/%.so,$(wildcard tools/preload/*.c))
LIBOBJ   := $(patsubst tools/lib/%.c,$(TOOLDIR)/lib/%.o,$(wildcard tools/lib/*.c))

tools: $(BIN) ## build the C filters into build/bin
.PHONY: tools

# A tool that needs more says so in its head: " * link: -lNAME".  It is linked
# dynamically then, because such a library brings many others.
link = $(shell sed -n 's/^ \* link: \([^*]*\).*/\1/p' $1)

$(BIN): $(TOOLDIR)/bin/%: tools/%.c $(TOOLDIR)/lib/lib.a $(TOOLDIR)/flags | $(TOOLDIR)/bin
	$Q$(COMPILE) -MMD -MP -MF $(TOOLDIR)/lib/$*.tool.d $(if $(call link,$<),$(filter-out -static,$(LDFLAGS)),$(LDFLAGS)) \
		-o $@ $< $(TOOLDIR)/lib/lib.a $(LDLIBS) $(call link,$<)

# What a tool preloads into the command it runs lies beside it.  Never with
# sanitizers: the command has none.
$(PRELOADS:.so=): $(TOOLDIR)/bin/%: | $(TOOLDIR)/bin/%.so
$(PRELOADS): $(TOOLDIR)/bin/%.so: tools/preload/%.c $(TOOLDIR)/flags | $(TOOLDIR)/bin $(TOOLDIR)/lib
	$Q$(filter-out $(SANFLAGS),$(COMPILE)) -MMD -MP -MF $(TOOLDIR)/lib/$*.so.d -fPIC -shared \
		$(filter-out -static,$(LDFLAGS)) -o $@ $< -ldl

$(LIBOBJ): $(TOOLDIR)/lib/%.o: tools/lib/%.c $(TOOLDIR)/flags | $(TOOLDIR)/lib
	$Q$(COMPILE) -MMD -MP -c -o $@ $<

$(TOOLDIR)/lib/lib.a: $(LIBOBJ)
	$Qrm -f $@ && $(AR) rcs $@ $^

# the flags, rewritten only when they change
$(TOOLDIR)/flags: FORCE
	$(call if_changed,echo $(call quote,$(COMPILE) $(LDFLAGS) $(LDLIBS)))

$(TOOLDIR)/bin $(TOOLDIR)/lib:
	$Qmkdir -p $@

-include $(wildcard $(TOOLDIR)/lib/*.d)
