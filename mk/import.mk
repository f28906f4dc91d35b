# import.mk - results of other tools become records: docs/import.md
#
# FILE, FROM (the format), NAME (the benchmark's) and IMPL (the implementation's)
# count only as they are given to make: the environment may have a NAME.

word_for = $(if $(findstring command,$(origin $2)),-$1 $(call quote,$($2)))

import: build/bin/percentile build/bin/csv2json build/bin/comparator build/bin/normalizer ## records from other tools' results: FILE=x [FROM=format] [NAME=x] [IMPL=x]
	@$(if $(findstring command,$(origin FILE)),,echo 'import: which? make import FILE=results.json' >&2; exit 2;) \
	mk/bin/import $(call word_for,f,FROM) $(call word_for,n,NAME) $(call word_for,i,IMPL) -- $(if $(findstring command,$(origin FILE)),$(call quote,$(FILE)))
.PHONY: import
