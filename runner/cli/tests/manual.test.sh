#!/bin/bash
# manual.test.sh PROGRAM: every command and option that a help names stands in
# both man pages and in the completion, and neither knows one that is not. A
# command with a page of its own has its options there; a command of commands
# that has one has their sections there.
set -u
program=$(realpath "$1")
unset LC_ALL LC_MESSAGES LANG
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0
ok() { # NAME CONDITION...
	local name=$1
	shift
	if "$@"; then
		echo "ok - $name"
	else
		echo "not ok - $name"
		bad=1
	fi
}

rows() { "$program" "$@" --help | sed -n '/^Examples/q; s/^  \([a-z][a-z-]*\) .*/\1/p'; }
all_commands() {
	local c s
	for c in $(rows); do
		s=$(rows "$c")
		[ -n "$s" ] || echo "$c"
		for s in $s; do echo "$c $s"; done
	done
}
mapfile -t commands < <(all_commands)
ok "there are commands" [ ${#commands[@]} -ge 14 ]

# The usage of a help as one line.
usage() { # LANG COMMAND...
	local l=$1
	shift
	"$program" --lang "$l" "$@" --help | sed -n '/^$/q;p' | tr '\n' ' ' |
		sed 's/^usage[^e]*//; s/   */ /g; s/ $//'
}
# The options of a help: those of the command, or, with no command, all.
options() {
	"$program" --lang en "$@" --help |
		sed -n "/^${1:+Options:}/,/^${1:+General options:}/p" |
		sed -nE 's/^ +(-(.), )?--([a-z-]+).*/\2 \3/p' | sort
}
# The section of a man page on one command, and the options that it explains.
section() { sed -n "/^\.Ss $2\$/,/^\.S[sh] /p" "$1"; }
explained() {
	sed -nE 's/^\.It (Fl (.) , )?Fl -([a-z-]+).*/\2 \3/p' | sort
}

for l in en fr; do
	page=runner/cli/man/entente.1
	[ $l = en ] || page=runner/cli/man/entente.fr.1
	for c in "${commands[@]}"; do
		read -ra words <<<"$c"
		at=$page
		group=${page/entente/entente-${words[0]}}
		if [ ${#words[@]} -gt 1 ] && [ -e "$group" ]; then at=$group; fi
		section "$at" "$c" >"$work/section"
		usage $l "${words[@]}" >"$work/usage"
		ok "$at has the usage of $c" grep -qxF -- ".Dl $(cat "$work/usage")" "$work/section"
		options "${words[@]}" >"$work/options"
		own=${page/entente/entente-${c// /-}}
		[ -e "$own" ] || own=$work/section
		explained <"$own" >"$work/explained"
		ok "$at explains the options of $c, no more" diff "$work/options" "$work/explained"
	done
	sed -n '/^\.Sh DESCRIPTION/,/^\.Sh COMMAND/p' $page | explained >"$work/explained"
	options >"$work/options"
	ok "$page explains the general options" diff "$work/options" "$work/explained"
	grep '^\.Ss ' $page | sed 's/^....//' >"$work/sections"
	for c in $(rows); do # the groups that have a page
		group=${page/entente/entente-$c}
		if [ -z "$(rows "$c")" ] || [ ! -e "$group" ]; then continue; fi
		section $page "$c" >"$work/section"
		ok "$page refers to the page of $c" grep -qxF ".Xr entente-$c 1" "$work/section"
		ok "$page has the usage of $c" \
			grep -qxF -- ".Dl $(usage $l "$c")" "$work/section"
		sed -i "/^$c\$/d" "$work/sections"
		sed -n 's/^\.Ss //p' "$group" >>"$work/sections"
	done
	sort -o "$work/sections" "$work/sections"
	printf '%s\n' "${commands[@]}" | sort >"$work/commands"
	ok "$page knows the commands, no more" diff "$work/commands" "$work/sections"
done

# shellcheck source=runner/cli/completion.bash
source runner/cli/completion.bash
for c in "${commands[@]}"; do
	read -ra words <<<"$c"
	COMP_WORDS=(entente "${words[@]}" --) COMP_CWORD=$((${#words[@]} + 1)) COMPREPLY=()
	_entente "$program"
	printf '%s\n' "${COMPREPLY[@]}" | sort >"$work/offered"
	{ options "${words[@]}" && options | grep -v ' version$'; } | sed 's/.* /--/' |
		sort >"$work/options"
	ok "the completion offers the options of $c" diff "$work/options" "$work/offered"
done

if command -v mandoc >/dev/null; then
	# A date and section names in French are no error of a French page, nor is
	# a line with characters of several bytes too long.
	for page in runner/cli/man/*.1; do
		case $page in *.fr.1) continue ;; esac
		# Pages that are not installed yet are no error.
		mandoc -Tlint "$page" 2>&1 | grep -vE 'manual not found|outdated mandoc.db' \
			>>"$work/lint-en"
	done
	ok "mandoc finds nothing in the English pages" [ ! -s "$work/lint-en" ]
	cat "$work/lint-en"
	for page in runner/cli/man/*.fr.1; do mandoc -Tlint "$page" 2>/dev/null; done | grep -vE \
		'cannot parse date|longer than 80 bytes|section name|first section|outside NAME|manual not found|outdated mandoc.db' \
		>"$work/lint"
	ok "mandoc finds nothing in the French pages" [ ! -s "$work/lint" ]
	cat "$work/lint"
else
	echo "skip - mandoc is not installed"
fi

# What describe-checks names, lint accepts, and nothing else: one table.
refuses() { # CHECK: does lint say that there is no such check?
	sed "s/check=\"inventory\"/check=\"$1\"/" suites/germline-small-variants/1.0.0/suite.xml \
		>"$work/suite.xml"
	"$program" --lang en suite lint "$work/suite.xml" | grep -q "there is no check $1:"
}
names=$("$program" suite describe-checks | sed -n 's/^\([a-z-]*\):.*/\1/p')
ok "checks are described" [ -n "$names" ]
for n in $names; do
	ok "lint knows the check $n that is described" eval "! refuses $n"
done
ok "lint knows no check that is not described" refuses nonesuch
exit $bad
