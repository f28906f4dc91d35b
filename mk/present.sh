# present.sh - sourced by what reads deps.txt
# shellcheck shell=bash

# present CHECK - is it here already?
present() {
	local what=${1#*:} file
	case $1 in
	cmd:*) command -v "$what" >/dev/null ;;
	header:/*) [ -e "$what" ] ;;
	header:*)
		for file in /usr/{,local/}include/{,*-linux-*/}"$what"; do
			[ ! -e "$file" ] || return 0
		done
		return 1
		;;
	python:*) /usr/bin/python3 -c "import $what" 2>/dev/null ;;
	esac
}
