#!/bin/bash
# golden.test.sh PROGRAM: what was looked at and kept: golden/NAME/args is run;
# stdout, stderr and exit must be as in the files beside it (no file: nothing,
# and 0). Paths below this tree are shown as "./".
# ENTENTE_UPDATE_GOLDEN=1 writes the files: look at the difference, commit it.
set -u
program=$(realpath "$1")
unset LC_ALL LC_MESSAGES LANG ENTENTE_DATADIR ENTENTE_SUITES ENTENTE_FIXTURES
here=runner/cli/tests/golden
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0

keep() { # FILE: copy it where it says something
	rm -f "$case/$1"
	if [ -s "$work/$1" ]; then cp "$work/$1" "$case/$1"; fi
}
for case in "$here"/*/; do
	case=${case%/}
	mapfile -t args < <(xargs printf '%s\n' <"$case/args")
	"$program" "${args[@]}" >"$work/o" 2>"$work/e"
	rc=$?
	sed "s|$PWD/|./|g" "$work/o" >"$work/stdout"
	sed "s|$PWD/|./|g" "$work/e" >"$work/stderr"
	if [ $rc != 0 ]; then echo $rc; fi >"$work/exit"
	if [ "${ENTENTE_UPDATE_GOLDEN:-}" = 1 ]; then
		for f in stdout stderr exit; do keep $f; done
	fi
	good=1
	case $case in
	*/help-*)
		if [ "$(LC_ALL=C.UTF-8 wc -L <"$work/stdout")" -gt 80 ]; then
			echo "# a line of more than 80 columns"
			good=0
		fi
		;;
	esac
	for f in stdout stderr exit; do
		want=$case/$f
		[ -e "$want" ] || want=/dev/null
		diff -u --label "$case/$f" "$want" --label now "$work/$f" || good=0
	done
	if [ $good = 1 ]; then
		echo "ok - entente $(cat "$case/args")"
	else
		echo "not ok - entente $(cat "$case/args")"
		bad=1
	fi
done
exit $bad
