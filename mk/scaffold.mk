# scaffold.mk - begin a benchmark or an implementation from mk/templates
#
# Words count only as they are given to make: the environment may have a NAME.

word_given = $(call quote,$(if $(findstring command,$(origin $1)),$($1)))

new-bench: ## begin a benchmark: NAME=x
	@mk/bin/new-bench $(call word_given,NAME)

new-impl: ## begin an implementation: BENCH=x IMPL=lang or lang-variant
	@mk/bin/new-impl $(call word_given,BENCH) $(call word_given,IMPL)

.PHONY: new-bench new-impl
