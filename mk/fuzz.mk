# fuzz.mk - run libFuzzer over what reads input: test/fuzz/NAME_fuzz.c
#
# User-settable: FUZZ_TIME (seconds for each target), FUZZ_SEED (a number: the
# same inputs in the same order; without it, others each time).  The first inputs
# are in test/fuzz/corpus/NAME and stay as they are; what a run discovers is kept
# in build/fuzz/corpus/NAME, and an input that fails beside it.

FUZZ_TIME ?= 60
FUZZ_SEED ?=
FUZZ      := $(patsubst test/fuzz/%_fuzz.c,%,$(wildcard test/fuzz/*_fuzz.c))
FUZZ_LIB  := $(patsubst tools/lib/%.c,build/fuzz/lib/%.o,$(wildcard tools/lib/*.c))
FUZZ_CC    = clang -std=c11 -D_GNU_SOURCE -Itools/lib $(WARN) -Wno-missing-prototypes -O1 -g \
	-fsanitize=address,undefined -fno-sanitize-recover=all -MMD -MP

fuzz: deps-lint $(FUZZ:%=fuzz-%) ## fuzz what reads input, FUZZ_TIME=60 seconds each
	@echo 'fuzz: $(words $(FUZZ)) passed, 0 failed'

$(FUZZ:%=fuzz-%): fuzz-%: build/fuzz/%
	@mkdir -p build/fuzz/corpus/$*
	@ASAN_OPTIONS=detect_leaks=0 $< -max_total_time=$(FUZZ_TIME) $(FUZZ_SEED:%=-seed=%) -timeout=10 -rss_limit_mb=4096 -max_len=4096 \
		-detect_leaks=0 -verbosity=0 -print_final_stats=1 $(patsubst %,-dict=%,$(wildcard test/fuzz/$*.dict)) \
		-artifact_prefix=build/fuzz/$*- build/fuzz/corpus/$* test/fuzz/corpus/$* >build/fuzz/$*.log 2>&1 || \
		{ cat build/fuzz/$*.log >&2; echo 'fuzz: $* failed: build/fuzz/$*.log' >&2; exit 1; }
	@sed -n 's/^stat::number_of_executed_units: *\([0-9]*\)/$*: \1 executions/p' build/fuzz/$*.log

$(FUZZ:%=build/fuzz/%): build/fuzz/%: test/fuzz/%_fuzz.c build/fuzz/lib/lib.a
	$Q$(FUZZ_CC) -fsanitize=fuzzer -MF build/fuzz/lib/$*_fuzz.d -o $@ $< build/fuzz/lib/lib.a $(LDLIBS)

$(FUZZ_LIB): build/fuzz/lib/%.o: tools/lib/%.c | build/fuzz/lib
	$Q$(FUZZ_CC) -fsanitize=fuzzer-no-link -c -o $@ $<

build/fuzz/lib/lib.a: $(FUZZ_LIB)
	$Qrm -f $@ && $(AR) rcs $@ $^

build/fuzz/lib:
	$Qmkdir -p $@

-include $(wildcard build/fuzz/lib/*.d)

.PHONY: fuzz $(FUZZ:%=fuzz-%)
