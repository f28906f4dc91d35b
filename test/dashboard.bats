#!/usr/bin/env bats
# dashboard.bats - what make dashboard promises; what pack and the pages do is tested in dashboard/

load helper
load pipeline

# The packages are installed once, in the real tree.
setup_file() {
	root=$(cd "$BATS_TEST_DIRNAME/.." && pwd)
	[ -x "$root/build/bin/timer" ] || skip 'needs the plain build: make tools'
	if ! why=$("$root/mk/bin/has-node" 2>&1) || ! why=$(cd "$root" && make dashboard/node_modules/.package-lock.json 2>&1); then
		skip "$(grep -v '^npm warn' <<<"$why" | tail -n 1)"
	fi
}

# site_tree - go to a measured tree with the dashboard; nothing is in the log.  The
# programs are built really; the page and its charts, which take seconds, are stubs.
site_tree() {
	cd "$BATS_TEST_TMPDIR" || return
	LOG=$PWD/log LOCK=$PWD/lock
	copy_tree site with_dashboard
	PATH=$PWD/bin:$PATH
	: >"$LOG"
}

with_dashboard() {
	copy_tree measured measured_tree
	mkdir -p dashboard bin
	tar -C "$ROOT/dashboard" --exclude=./node_modules --exclude=./dist -c . | tar -C dashboard -x
	ln -s "$ROOT/dashboard/node_modules" dashboard/node_modules
	cat >bin/npx <<-EOT
		#!/bin/bash
		case "\$*" in
		*programs*) exec $(type -P npx) "\$@" ;;
		*charts*) mkdir -p dist/assets; echo charts >dist/assets/charts.js ;;
		*) mkdir -p dist/assets; echo page >dist/index.html ;;
		esac
	EOT
	chmod +x bin/npx
	PATH=$PWD/bin:$PATH bench dashboard
}

# index JQ - of the index, which is a script with JSON in it
index() {
	sed 's/^plumbline("index",//; s/)$//' dashboard/dist/data/index.js | jq -r "$1"
}

# dates - when each file of the site was written
dates() {
	find dashboard/dist build/dashboard/*.mjs -type f -printf '%p %T@\n' | sort
}

@test "dashboard: is made of the records there are, once, and nothing is measured for it" {
	site_tree
	[ "$(index '.sessions.run | length')" = 1 ]
	[ "$(index '.dims.implementation | join(" ")')" = 'sh-a sh-b' ]
	[ "$(index '.broken | length')" = 0 ]
	[ "$(index '.trends["toy@quick"] | index("wall_time") != null')" = true ]
	dates >before
	make -q dashboard
	run -0 --separate-stderr make dashboard
	[ -z "$output$stderr" ]
	dates | same before -
	rm results/normalized/quick/toy/sh-a.json
	make dashboard
	[ "$(index '.dims.implementation | join(" ")')" = 'sh-a sh-b' ]
	[ "$(index '.records.class | map(. == null) | join(" ")')" = 'true false' ]
	[ "$(runs)" = 0 ]
}

@test "dashboard: a new record, annotation or text is packed, and no page is built" {
	site_tree
	mkdir results/published
	for change in 'jq -c .run_id=\"later\" results/normalized/quick/toy/sh-a.json >results/published/x.json' \
		'echo [] >workloads/toy/annotations.json' 'echo more >>docs/methodology.md'; do
		dates >before
		eval "$change"
		run -1 make -q dashboard
		run -0 make -n dashboard
		[[ $output = *"node build/dashboard/pack.mjs"* ]]
		[[ $output != *vite* ]]
		dates | same before -
		make dashboard
		make -q dashboard
		run -1 diff <(dates) before
		[[ $output != *.mjs* && $output != *index.html* && $output != *assets* ]]
	done
	[ "$(index '.sessions.run | length')" = 2 ]
	[ "$(runs)" = 0 ]
}

@test "dashboard: a source is built again, a test of it is not" {
	site_tree
	touch dashboard/src/lib/place.test.ts dashboard/pack/read.test.ts
	make -q dashboard
	touch dashboard/src/app.tsx
	run -0 make -n dashboard
	[[ $output = *"vite build --logLevel"* && $output != *--mode* && $output != *pack.mjs* ]]
	touch dashboard/pack/main.ts
	run -0 make -n dashboard
	[[ $output = *programs* && $output = *pack.mjs* ]]
}

@test "dashboard: what is broken is named, on the page and by make, and the rest shows" {
	site_tree
	sed -i '5q' results/normalized/quick/toy/sh-a.json
	printf '{"v":1,' >>results/history/history.jsonl
	run -0 --separate-stderr make dashboard
	[[ $stderr = *"pack: results/normalized/quick/toy/sh-a.json: not JSON, perhaps cut off: "* ]]
	[[ $stderr = *"results/history/history.jsonl:"*torn* ]]
	[ "$(index '.broken[] | .path' | head -n 1)" = results/normalized/quick/toy/sh-a.json ]
	[ "$(index '.broken | length')" = 2 ]
	[ "$(index '.dims.implementation | join(" ")')" = 'sh-a sh-b' ]
	[ "$(index '.records.class | map(. == null) | join(" ")')" = 'true false' ]
}

@test "dashboard: without records there is a site, too" {
	site_tree
	rm -r results
	run -0 --separate-stderr make dashboard
	[ -z "$stderr" ]
	[ "$(index '.sessions.run | length')" = 0 ]
	[ -e dashboard/dist/index.html ]
	run -1 find dashboard/dist/data/session
}

@test "dashboard: a Node.js that is too old, or none, is named in a sentence" {
	site_tree
	printf '#!/bin/bash\n[ "$1" = --version ] && echo v18.20.4\n' >bin/node
	chmod +x bin/node
	run --separate-stderr make dashboard
	[ "$status" -ne 0 ]
	[[ ${stderr_lines[0]} = 'the dashboard needs Node.js 20.19 or later'*'here is v18.20.4'* ]]
	rm bin/node
	for name in bash env; do ln -s "$(type -P $name)" bin/; done
	run -1 env PATH="$PWD/bin" mk/bin/has-node
	[[ $output = 'the dashboard needs Node.js '*', with npm: here is none'* ]]
}

@test "dashboard: where npm cannot install, make says so" {
	site_tree
	rm dashboard/node_modules
	printf '#!/bin/bash\nexit 1\n' >bin/npm
	chmod +x bin/npm
	run --separate-stderr make dashboard
	[ "$status" -ne 0 ]
	[[ $stderr = *'make: npm could not install what the dashboard is built with'* ]]
}

@test "dashboard: clean removes the site, distclean also what npm installed" {
	site_tree
	make clean
	[ ! -e dashboard/dist ]
	[ ! -e dashboard/src/schemas ]
	[ -e dashboard/node_modules/react ]
	make distclean
	[ ! -e dashboard/node_modules ]
	[ -e "$ROOT/dashboard/node_modules/react" ]
}

@test "pack: a wrong call prints the usage, -h the options" {
	site_tree
	run -2 --separate-stderr node build/dashboard/pack.mjs --no-such-option
	[ -z "$output" ]
	[[ $stderr = "pack: "*$'\nusage: pack '*$'\ntry: pack -h' ]]
	run -0 node build/dashboard/pack.mjs -h
	[[ ${lines[0]} = 'usage: pack '* ]]
	for letter in $(grep -o '\[-[a-z]' <<<"${lines[0]}" | tr -d '[-'); do
		grep -q "^  -$letter " <<<"$output"
	done
	run -1 node build/dashboard/pack.mjs results/nowhere
	[ "$output" = 'pack: results/nowhere: no such folder' ]
}
