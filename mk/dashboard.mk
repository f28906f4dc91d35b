# dashboard.mk - a static site from the records there are: dashboard, serve
#
# dashboard/dist/                  the site: plain files, for any host, folder or zip
# build/dashboard/sources.list     what the data are of, by name, size and time
# build/dashboard/*.mjs            what node runs: pack, serve, generate
#
# Nothing is measured: record files are no prerequisites, for make would make them;
# a list of them is, and it changes when one does.
#
# User-settable: RECORDED, the folders that hold records; PORT, where serve serves (0: any).

RECORDED ?= results/normalized results/published
PORT     ?= 8017

MAKEOVERRIDES     ?=
PLUMBLINE_OFFLINE ?=

site := dashboard/dist

# One step at a time, also of two makes: each writes what the next one reads.  Not with
# make's own flags, and by no other configuration than the project's.
one  := flock build/dashboard/lock
npm  := $(one) env -u MAKEFLAGS -C dashboard npm
vite := $(one) env -u MAKEFLAGS -C dashboard npx --no-install vite

# What is in a folder and no test.
no_tests = $(shell find $1 -name schemas -prune -o -type f ! -name '*.test.ts' ! -name '*.test.tsx' -print 2>/dev/null)

site_sources    := dashboard/index.html dashboard/vite.config.ts $(call no_tests,dashboard/public dashboard/src)
program_sources := dashboard/vite.config.ts dashboard/e2e/generate.ts $(call no_tests,dashboard/pack dashboard/serve dashboard/src/lib dashboard/src/data)
schemas_typed   := result imported history
packers         := historian changepoint comparator claims gate

dashboard: $(site)/data/index.js $(site)/index.html $(site)/assets/charts.js ## the dashboard, dashboard/dist, from the records there are

# The version, or in a sentence why there is nothing that would do.
build/dashboard/node: FORCE
	$(call if_changed,mk/bin/has-node)

dashboard/node_modules/.package-lock.json: dashboard/package.json dashboard/package-lock.json dashboard/.npmrc | build/dashboard/node
	$Q$(npm) ci --no-progress $(if $(PLUMBLINE_OFFLINE),--offline) || { echo 'make: npm could not install what the dashboard is built with; without network that takes an npm cache that has it' >&2; exit 1; }
	@touch $@

dashboard/src/schemas/types.ts: dashboard/types.mjs $(wildcard schemas/*.json) dashboard/node_modules/.package-lock.json
	$Qnode dashboard/types.mjs $(CURDIR)/schemas $@ $(schemas_typed)

# Vite leaves there what it made before: files whose names have another digest.
$(site)/index.html: $(site_sources) dashboard/src/schemas/types.ts
	@mkdir -p build/dashboard && touch build/dashboard/begun
	$Q$(vite) build --logLevel warn
	@find $(@D)/assets -type f ! -name charts.js ! -newer build/dashboard/begun -delete

$(site)/assets/charts.js: dashboard/src/charts/echarts.ts dashboard/vite.config.ts dashboard/node_modules/.package-lock.json
	$Q$(vite) build --mode charts --logLevel warn

build/dashboard/pack.mjs: $(program_sources) dashboard/src/schemas/types.ts
	$Q$(vite) build --mode programs --logLevel warn

# What the data are of, by name, size and time; and the commit, which annotations may name.
packed := $(sort $(wildcard $(RECORDED) $(RECORDED:%/normalized=%/raw) $(HISTORY) results/profile results/gate/selftest.json \
	docs/methodology.md workloads/*/spec.json workloads/*/annotations.json workloads/*/README.md))

build/dashboard/sources.list: FORCE
	$(call if_changed,{ git rev-parse HEAD 2>/dev/null || echo no commit; find -L $(packed) -type f ! -name '*.lock' -printf '%p %m %s %T@\n' | sort; })

$(site)/data/index.js: build/dashboard/sources.list build/dashboard/pack.mjs $(packers:%=build/bin/%) $(renderers)
	$Q$(one) node build/dashboard/pack.mjs -d $(HISTORY) -o $(site) $(wildcard $(RECORDED))

# Its builds have the lock, so that none runs beside a run that is timed.
serve: dashboard ## serve the dashboard on 127.0.0.1, built anew when there are new results; PORT=8017
	$Qnode build/dashboard/serve.mjs $(site) $(PORT) $(sort $(RECORDED) $(HISTORY) workloads) -- flock -o $(LOCK) env -u MAKEFLAGS -u MAKELEVEL make $(MAKEOVERRIDES) dashboard

.PHONY: dashboard serve
