# checkers.mk - the scanners, linters and test runners that benchmarks run
#
# build/checkers/bin     pip-audit, bandit and cargo-audit; venv/ has pytest too
# build/tool/NAME        the version of one, or "missing: " and why
#
# They are installed when first asked for, in the versions that are pinned:
# mk/checkers.txt, with hashes, and mk/bin/checker.  One that cannot be had stops
# nothing: what needs it says so in its record.

CHECKERS := pip-audit cargo-audit bandit clippy cloc pytest

# The version, rewritten only when it changes.
$(CHECKERS:%=build/tool/%): build/tool/%: FORCE mk/checkers.txt mk/bin/checker
	$(call if_changed,mk/bin/checker $(if $(dry_run),-n) $*)

deps-security: ## install what bench-depscan, -lint, -flaky and -build run: scanners, linters, test runners
	@mk/bin/deps core security
	@for name in $(CHECKERS); do printf '%-12s' $$name; mk/bin/checker -r $$name; done
.PHONY: deps-security
