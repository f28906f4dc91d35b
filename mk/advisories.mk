# advisories.mk - what the datasets of depscan-* are made from besides their scripts
#
# Both files say by content what it is, and are rewritten only if that has changed:
# build/advisories, which snapshots in ADVISORY_DB are used, and build/locks, which
# lock files there are here.  A link is another one's.
#
# User-settable: ADVISORY_DB, a folder with snapshots of the advisory databases;
# without it, depscan-* ask the services.

export ADVISORY_DB ?=

# as in datasets/depscan-own.tar.py
LOCKS := $(filter %/requirements.txt %/Cargo.lock,$(SOURCES)) $(wildcard mk/*requirements*.txt mk/py-spy.txt mk/checkers.txt)

build/advisories: FORCE
	$(call if_changed,PYTHONPATH=datasets python3 -B -m lib.advisories)

build/locks: FORCE
	$(call if_changed,sha256sum $(sort $(LOCKS)) </dev/null)

build/datasets/depscan-own.tar build/datasets/depscan-2021.tar: build/advisories
build/datasets/depscan-own.tar: build/locks
