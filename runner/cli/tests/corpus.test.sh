#!/bin/bash
# corpus.test.sh PROGRAM: every VCF and BCF of ../shared/data/variants and a
# share of ../shared/data/formats (well-formed and malformed on purpose) is
# judged: no crash, no hang, no nonsense, and never an error of ours, as all of
# it is what a vendor might hand in. ENTENTE_CORPUS_ALL=1 takes every file.
set -u
entente=$(realpath "$1")
here=$(cd "$(dirname "$0")/../../.." && pwd)
data=$here/../shared/data
if [ ! -d "$data/variants" ] || [ ! -d "$data/formats" ]; then
	[ "${ENTENTE_REQUIRE_DATA:-0}" = 1 ] || {
		echo "skip - odd files : data absent"
		exit 0
	}
	echo "not ok - odd files : data absent, and they are required"
	exit 1
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/tmp"
export TMPDIR=$work/tmp XDG_DATA_HOME=$work/home LC_ALL=C ENTENTE_DATADIR=$here
export ASAN_OPTIONS=exitcode=99 UBSAN_OPTIONS=exitcode=99
export entente work here
bad=0

list() { find "$data/$1" -type f | grep -iE '\.g?(vcf|bcf)(\.b?gz)?$' | sort; }
share=5 germline=11
[ "${ENTENTE_TEST_MODE:-}" != asan ] || share=16 germline=31
[ "${ENTENTE_CORPUS_ALL:-0}" != 1 ] || share=1 germline=1
{
	list variants
	list formats | awk -v n=$share 'NR % n == 0'
} | sed "s|^|$here/runner/cli/tests/suites/corpus/suite.xml\t|" >"$work/jobs"
{
	list variants
	list formats
} | awk -v n=$germline 'NR % n == 0' | sed 's|^|germline-small-variants\t|' >>"$work/jobs"

# judge SUITE FILE: one line when something is wrong, and always the exit code.
judge() {
	local suite=$1 file=$2 out=$work/out.$BASHPID got wrong=
	timeout 60 "$entente" -q run "$suite" "$file" >"$out" 2>"$out.err" </dev/null
	got=$?
	case $got in
	0) grep -q ' CONFORMANT' "$out" || wrong="exit 0, but it does not say CONFORMANT" ;;
	1) grep -q 'NON-CONFORMANT' "$out" || wrong="exit 1, but it does not say NON-CONFORMANT" ;;
	3) grep -qE 'INCONCLUSIVE|NOT ESTABLISHED' "$out" || wrong="exit 3, but it says nothing of it" ;;
	124) wrong="it does not end" ;;
	*) wrong="exit $got" ;;
	esac
	! grep -q 'DID NOT FAIL' "$out" || wrong="a control depends on the file"
	iconv -f UTF-8 -t UTF-8 "$out" >/dev/null 2>&1 || wrong="what it says is not UTF-8"
	! tr -d '\n' <"$out" | grep -q '[[:cntrl:]]' || wrong="it prints control characters"
	! grep -qE 'Sanitizer|runtime error|lang_tr|%[sdz]' "$out" "$out.err" || wrong="nonsense: $(grep -hE 'Sanitizer|runtime error|%[sdz]' "$out" "$out.err" | head -n 1)"
	echo "exit $got"
	[ -z "$wrong" ] || echo "wrong ${suite##*/} ${file##*/shared/data/}: $wrong: $(tail -n 1 "$out.err")"
	rm -f "$out" "$out.err"
}
export -f judge
tr '\t\n' '\0\0' <"$work/jobs" | xargs -0 -n 2 -P 2 bash -c 'judge "$1" "$2"' - >"$work/said"

files=$(wc -l <"$work/jobs")
done=$(grep -c '^exit' "$work/said")
wrong=$(grep -c '^wrong' "$work/said")
if [ "$files" -gt 100 ] && [ "$done" -eq "$files" ]; then
	echo "ok - $files odd files are judged ($(grep '^exit' "$work/said" | sort | uniq -c | xargs))"
else
	echo "not ok - $done of $files odd files are judged"
	bad=1
fi
if [ "$wrong" -eq 0 ]; then
	echo "ok - none of them makes the program fail or talk nonsense"
else
	echo "not ok - $wrong odd files make the program fail or talk nonsense"
	grep '^wrong' "$work/said" | sed 's/^/# /' | head -n 40
	bad=1
fi
if [ -z "$(ls -A "$TMPDIR")" ]; then
	echo "ok - nothing is left behind"
else
	echo "not ok - nothing is left behind: $(ls "$TMPDIR" | head -n 3)"
	bad=1
fi
exit $bad
