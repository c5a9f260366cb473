#!/bin/bash
# frame.test.sh PROGRAM: what holds for every command: options, languages, exit
# codes, standard streams, where the program finds its data.
set -u
entente=$(realpath "$1")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
unset ENTENTE_DATADIR ENTENTE_SUITES ENTENTE_FIXTURES LC_ALL LC_MESSAGES LANG
nbsp=$'\xc2\xa0'
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
# says EXIT OUT ERR COMMAND...: exit code; a pattern (or "" for nothing at all)
# in standard output, and in standard error
says() {
	local want=$1 out=$2 err=$3 rc
	shift 3
	"$@" >"$work/out" 2>"$work/err"
	rc=$?
	if [ "$rc" = "$want" ] && has "$work/out" "$out" && has "$work/err" "$err"; then
		return 0
	fi
	echo "# exit $rc (not $want) of: $*"
	sed 's/^/# out: /' "$work/out" | head -n 8
	sed 's/^/# err: /' "$work/err" | head -n 8
	return 1
}
has() { if [ -n "$2" ]; then grep -qe "$2" "$1"; else [ ! -s "$1" ]; fi; }

# ---- commands ---------------------------------------------------------------
ok "no argument: the commands, on standard error, exit 2" \
	says 2 "" "usage: entente COMMAND" "$entente"
ok "--help: the commands, on standard output, exit 0" \
	says 0 "usage: entente COMMAND" "" "$entente" --help
ok "-h is --help" says 0 "usage: entente COMMAND" "" "$entente" -h
ok "help: the same" says 0 "usage: entente COMMAND" "" "$entente" help
ok "an unknown command is named, exit 2" \
	says 2 "" "no command 'frobnicate'" "$entente" frobnicate
ok "a command's name is not abbreviated" \
	says 2 "" "no command 'fixture'" "$entente" fixture
ok "an empty name is no command" says 2 "" "usage" "$entente" ""
ok "--version" says 0 "^entente [0-9]" "" "$entente" --version
for c in $("$entente" --help | sed -n 's/^  \([a-z]*\) .*/\1/p'); do
	ok "$c --help is exit 0" says 0 "usage: entente $c" "" "$entente" "$c" --help
	ok "help $c is $c --help" cmp -s <("$entente" help "$c") <("$entente" "$c" --help)
	ok "$c --lang fr --help is French" \
		says 0 "usage$nbsp: entente $c" "" "$entente" "$c" --lang fr --help
done
ok "help of a command in a group" \
	says 0 "usage: entente fixtures forge" "" "$entente" help fixtures forge
ok "help of an unknown command is exit 2" \
	says 2 "" "no command 'nonesuch'" "$entente" help nonesuch

# ---- options ----------------------------------------------------------------
forge=("$entente" fixtures forge)
ok "an unknown option" says 2 "" "\-\-nonesuch: unknown option" \
	"${forge[@]}" --nonesuch
ok "a long option is not abbreviated" says 2 "" "unknown option" \
	"${forge[@]}" --see 3
ok "a near option is offered" says 2 "" "do you mean --seed" \
	"${forge[@]}" --sed 3
ok "a near command is offered" says 2 "" "mean .entente fixtures forge" \
	"$entente" fixtures frge
ok "an option given twice" says 2 "" "\-\-seed is given twice" \
	"${forge[@]}" --seed 1 --seed 2
ok "an option given twice, by letter and by name" \
	says 2 "" "\-\-output is given twice" "${forge[@]}" -o a --output b
ok "an option without its value" says 2 "" "\-\-seed needs a value" \
	"${forge[@]}" --seed
ok "a flag with a value" says 2 "" "profiles=yes takes no value" "${forge[@]}" --profiles=yes
ok "a number that is none" says 2 "" "\-\-seed x1" "${forge[@]}" --seed x1
ok "a number with a tail" says 2 "" "\-\-seed 1x" "${forge[@]}" --seed 1x
ok "a fraction where a whole number is needed" \
	says 2 "" "whole number" "${forge[@]}" --seed 1.5
ok "a number below its bounds" says 2 "" "\-\-seed -1" "${forge[@]}" --seed=-1
ok "a number above its bounds" says 2 "" "\-\-level 13" "${forge[@]}" --level 13
ok "no number at all" says 2 "" "\-\-seed" "${forge[@]}" --seed ""
for v in nan inf 1e999 0x10; do
	ok "$v is no number" says 2 "" "\-\-genome-size $v" \
		"${forge[@]}" --genome-size $v
done
ok "an argument too many" says 2 "" "unexpected argument 'extra'" \
	"${forge[@]}" extra
ok "an argument too few" says 2 "" "argument is missing" "$entente" run
ok "-- ends the options" says 2 "" "unexpected argument '--profiles'" \
	"${forge[@]}" -- --profiles
ok "-- ends the general options too" says 2 "" "unexpected argument '--quiet'" \
	"${forge[@]}" -- --quiet
ok "- is an argument" says 2 "" "unexpected argument '-'" "${forge[@]}" -
ok "--profiles prints the profiles" says 0 "good" "" "${forge[@]}" --profiles

# ---- general options: anywhere ------------------------------------------------
ok "--lang before the command" says 2 "" "il n’y a pas de commande" \
	"$entente" --lang fr nonesuch
ok "--lang= after the command" says 0 "usage$nbsp: entente fixtures forge" "" \
	"${forge[@]}" --help --lang=fr
ok "an unknown language" says 2 "" "choose en or fr" "$entente" --lang de
ok "--lang without a value" says 2 "" "\-\-lang needs a value" "$entente" --lang
ok "--lang twice" says 2 "" "given twice" "$entente" --lang en --lang fr
ok "--language is not --lang" says 2 "" "\-\-language: unknown option" \
	"$entente" --language fr
ok "--datadir that holds no data is exit 4" says 4 "" "holds no suites/" \
	"$entente" --datadir "$work" fixtures list
ok "LC_ALL chooses French" says 2 "" "il n’y a pas de commande" \
	env LC_ALL=fr_FR.UTF-8 "$entente" nonesuch
ok "LANG chooses French" says 2 "" "il n’y a pas de commande" \
	env LANG=fr_CA "$entente" nonesuch
ok "LC_ALL goes before LANG" says 2 "" "there is no command" \
	env LC_ALL=C LANG=fr_FR "$entente" nonesuch
ok "an empty LC_ALL says nothing" says 2 "" "il n’y a pas de commande" \
	env LC_ALL= LC_MESSAGES=fr_FR LANG=C "$entente" nonesuch
ok "--lang goes before LC_ALL" says 2 "" "there is no command" \
	env LC_ALL=fr_FR "$entente" --lang en nonesuch
ok "an error in the options is told in the language of the environment" \
	says 2 "" "demande une valeur" env LC_ALL=fr_FR "$entente" --lang

# ---- standard streams -----------------------------------------------------------
if [ -c /dev/full ]; then
	ok "a full disk behind standard output is exit 4, and said" \
		bash -c '"$0" --help >/dev/full 2>"$1"; [ $? = 4 ] &&
			grep -q "standard output: No space" "$1"' "$entente" "$work/err"
	ok "an exit code that says more is kept" \
		bash -c '"$0" suite lint fixtures/corpus/fuzz_suitexml/newer.xml \
			>/dev/full 2>/dev/null; [ $? != 0 ]' "$entente"
fi
ok "a closed standard output is exit 4, and said" \
	bash -c '"$0" --help >&- 2>"$1"; [ $? = 4 ] && grep -q "standard output" "$1"' \
	"$entente" "$work/err"
ok "a closed standard output does not end in another file" \
	bash -c '"$0" fixtures forge -o "$1" --genome-size 1e5 --profile good -q >&-;
		"$0" -q fixtures verify "$1" >/dev/null' "$entente" "$work/forged"
ok "a closed standard error changes nothing" \
	bash -c '"$0" --version 2>&- | grep -q entente' "$entente"
ok "all closed is still exit 4" \
	bash -c '"$0" --help <&- >&- 2>&-; [ $? = 4 ]' "$entente"
ok "a reader that goes away is no message" \
	bash -c 'set -o pipefail; yes x | head -c 100000 >/dev/null
		{ "$0" --help 2>"$1"; } | true; [ ! -s "$1" ]' "$entente" "$work/err"

# ---- where the data are -----------------------------------------------------------
mkdir -p "$work/p/bin" "$work/p/share/entente/suites" "$work/p/share/entente/reports/xsl"
cp "$entente" "$work/p/bin/entente"
copy=$work/p/bin/entente
mkdir -p "$work/other/suites/x/1.0.0" "$work/other/reports/xsl"
cp fixtures/corpus/fuzz_suitexml/least.xml "$work/other/suites/x/1.0.0/suite.xml"
ok "beside the program: PREFIX/share/entente" says 0 "" "" "$copy" suite list
ok "the environment goes before it" says 0 "s@1.0.0" "" \
	env ENTENTE_DATADIR="$work/other" "$copy" suite list
ok "the option goes before the environment" says 0 "" "" \
	env ENTENTE_DATADIR="$work/other" "$copy" --datadir "$work/p/share/entente" suite list
ok "the environment is believed, not passed over" says 4 "" "ENTENTE_DATADIR" \
	env ENTENTE_DATADIR="$work/none" "$copy" suite list
ok "an empty environment says nothing" says 0 "" "" \
	env ENTENTE_DATADIR= "$copy" suite list
rm -r "$work/p/share"
mkdir -p "$work/p/suites/y/1.0.0" "$work/p/reports/xsl"
cp fixtures/corpus/fuzz_suitexml/least.xml "$work/p/suites/y/1.0.0/suite.xml"
ok "in a folder above the program" says 0 "s@1.0.0" "" "$copy" suite list
rm -r "$work/p/suites"
ok "nowhere: exit 4 and what to do" says 4 "" "\-\-datadir DIR" "$copy" suite list
ok "nowhere: help all the same" says 0 "usage" "" "$copy" suite --help
ok "nowhere: the version all the same" says 0 "entente" "" "$copy" --version
exit $bad
