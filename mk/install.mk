# install.mk - install, uninstall, clean, distclean
#
# User-settable: PREFIX, DESTDIR, program_prefix (put before each tool's name:
# "comparator" and "timer" are common words).

PREFIX         ?= /usr/local
DESTDIR        ?=
program_prefix ?=

bindir := $(DESTDIR)$(PREFIX)/bin
libdir := $(DESTDIR)$(PREFIX)/lib/plumbline
mandir := $(DESTDIR)$(PREFIX)/share/man
pages  := $(wildcard docs/man/*.[1-9])
section = $(subst .,,$(suffix $1))

install: $(BIN) ## install the filters and their manuals under PREFIX
	install -d $(bindir) $(libdir) $(sort $(foreach p,$(pages),$(mandir)/man$(call section,$p)))
	$(foreach t,$(TOOLS),install -m 755 $(TOOLDIR)/bin/$t $(bindir)/$(program_prefix)$t && ) true
	install -m 644 $(PRELOADS) $(libdir)
	$(foreach p,$(pages),install -m 644 $p $(mandir)/man$(call section,$p)/$(program_prefix)$(notdir $p) && ) true

uninstall: ## remove what install put there
	rm -f $(TOOLS:%=$(bindir)/$(program_prefix)%) $(addprefix $(libdir)/,$(notdir $(PRELOADS))) $(foreach p,$(pages),$(mandir)/man$(call section,$p)/$(program_prefix)$(notdir $p))

clean: ## remove what was built; datasets and results stay
	rm -rf $(filter-out build/datasets,$(wildcard build/*)) dashboard/dist dashboard/src/schemas

distclean: ## remove all that is not in git, results too (but not results/published)
	rm -rf build dashboard/dist dashboard/src/schemas dashboard/node_modules $(filter-out results/published,$(wildcard results/*))

.PHONY: install uninstall clean distclean
