#!/bin/bash
# determinism.test.sh PROGRAM: same inputs, same bytes. The result digest and
# tallies.tsv depend on nothing but suite, fixtures and submission; with
# SOURCE_DATE_EPOCH the whole report is the same, but for what it says of
# archive and threads.
set -u
entente=$(realpath "$1")
here=$(cd "$(dirname "$0")/../../.." && pwd)
suite=germline-small-variants@1.0.0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/tmp" "$work/elsewhere"
export TMPDIR=$work/tmp XDG_DATA_HOME=$work/home LC_ALL=C TZ=UTC
unset LANGUAGE LANG LC_MESSAGES SOURCE_DATE_EPOCH
bad=0
cd "$work" || exit 1

mkdir in
# The bad calls: their report has every kind of finding and number.
cp "$here/fixtures/golden/forged-1/bad.vcf.gz" in/calls.vcf.gz
for kind in tar tar.gz tar.zst zip; do
	"$entente" -q pack in --suite $suite --vendor Example --product Caller \
		--product-version 1 --class short-read --claims "snv indel" --sample S \
		--archive s.$kind >log || exit 1
done

run() { # OUT SUBMISSION ARGUMENT...
	local out=$1
	shift
	"$entente" -q run $suite "$@" -o "$work/$out" >"$work/$out.text" 2>"$work/$out.err"
	[ $? -eq 1 ] || echo "# $out: $(tail -n 1 "$work/$out.err")"
}
digest() { grep -o '<summary [^>]*' "$work/$1/report.xml" | grep -o 'digest="[0-9a-f]*"'; }
ok() { # NAME COMMAND...
	local name=$1
	shift
	if "$@"; then
		echo "ok - $name"
	else
		echo "not ok - $name"
		bad=1
	fi
}
same_result() { # OUT: the digest and counts of the first run
	[ -n "$(digest first)" ] && [ "$(digest "$1")" = "$(digest first)" ] &&
		cmp "$work/first/tallies.tsv" "$work/$1/tallies.tsv" &&
		cmp "$work/first/truth.bits" "$work/$1/truth.bits" &&
		cmp "$work/first/suite.xml" "$work/$1/suite.xml"
}
# The report, without what it says of archive, threads and duration.
bare() { sed 's/ archive-sha256="[^"]*"//; s/ threads="[^"]*"//; s/ seconds="[^"]*"//; s/ name="\(in\|s\.[a-z.]*\)"//' "$work/$1/report.xml"; }
same_bytes() { # OUT: the very report of the first run of that hour
	for f in report.xml tallies.tsv truth.bits report.en.html report.fr.html; do
		cmp "$work/hour/$f" "$work/$1/$f" || return 1
	done
}

# ---- at any hour: result and counts --------------------------------------------
run first in
ok "there is a digest, and counts" same_result first
for n in 1 2 4 8; do
	run threads-$n in --threads $n
	ok "$n threads give the same result" same_result threads-$n
done
for kind in tar tar.gz tar.zst zip; do
	run kind-$kind s.$kind
	ok "a $kind gives the same result as the folder" same_result kind-$kind
done
# Another clock, if the machine lets us.
if command -v faketime >/dev/null; then
	faketime '2031-02-03 04:05:06' "$entente" -q run $suite in -o later >/dev/null 2>&1
	ok "another hour gives the same result" same_result later
fi

# ---- at one hour: all bytes -------------------------------------------------
export SOURCE_DATE_EPOCH=1700000000
run hour in
ok "the hour changes no result" same_result hour
ok "the report states the hour, and no duration" \
	grep -q 'created="2023-11-14T22:13:20Z".* threads="2"/>' "$work/hour/report.xml"
run hour-again in
ok "once more, all bytes are the same" same_bytes hour-again
for n in 1 8; do
	run hour-threads-$n in --threads $n
	ok "with $n threads, all but their number" \
		cmp <(bare hour) <(bare hour-threads-$n)
done
for kind in tar.gz tar.zst zip; do
	run hour-$kind s.$kind
	ok "from a $kind, all but the name and digest of the archive" \
		cmp <(bare hour) <(bare hour-$kind)
done
# The two languages stand in every report; the locale decides what is printed.
# Decimal commas and the Turkish i must not get in. Where the machine lacks a
# locale, one is made, if it has the means.
if command -v localedef >/dev/null && [ -d /usr/share/i18n/locales ]; then
	mkdir locales
	for l in fr_FR tr_TR; do
		localedef -f UTF-8 -i $l "locales/$l.UTF-8" 2>/dev/null
	done
	[ -d locales/fr_FR.UTF-8 ] && export LOCPATH=$work/locales
fi
for l in fr_FR.UTF-8 tr_TR.UTF-8 C.UTF-8 POSIX; do
	(export LC_ALL=$l && run locale-$l in) 2>/dev/null
	ok "LC_ALL=$l changes no byte" same_bytes locale-$l
done
unset LOCPATH
for tz in Europe/Paris Asia/Kathmandu America/St_Johns; do
	TZ=$tz run zone-${tz#*/} in
	ok "the time zone $tz changes no byte" same_bytes zone-${tz#*/}
done
mkdir "$work/tmp2"
TMPDIR=$work/tmp2 run tmpdir in
ok "another folder for work changes no byte" same_bytes tmpdir
TMPDIR=$work/tmp2 run tmpdir-zip s.zip
ok "nor for an archive" cmp "$work/hour-zip/report.xml" "$work/tmpdir-zip/report.xml"
cd "$work/elsewhere" || exit 1
run elsewhere ../in
ok "called from elsewhere, all bytes are the same" same_bytes elsewhere
cd "$work" || exit 1
cp -r in "$work/elsewhere/in"
run moved "$work/elsewhere/in/"
ok "a submission may lie anywhere" same_bytes moved
touch -d '2001-01-01' in/*
chmod 600 in/*
run touched in
ok "times and modes of files change no byte" same_bytes touched
cp -r "$here/suites" "$here/fixtures" "$here/reports" "$work/elsewhere/" 2>/dev/null
"$entente" -q --datadir "$work/elsewhere" run $suite in -o datadir >/dev/null 2>&1
ok "suites and fixtures may lie anywhere" same_bytes datadir
(umask 077 && run umask in)
ok "the umask changes no byte" same_bytes umask
(ulimit -n 40 && HOME=/nonexistent USER=nobody COLUMNS=40 NO_COLOR=1 run environment in)
ok "home, user and terminal change no byte" same_bytes environment
ok "no path of this machine stands in a report" \
	bash -c '! grep -rlF -e "$0" "$0/hour" "$0/hour-zip"' "$work"

# ---- the machine's compiler has no say --------------------------------------------
other=$here/build/clang/release/entente
# Only a build of the same sources says anything: one that is not older.
if [ "${ENTENTE_TEST_MODE:-release}" = release ] && [ -x "$other" ] && [ "$other" -nt "$entente" ]; then
	"$other" -q run $suite in -o clang >/dev/null 2>&1
	ok "built with clang, all bytes are the same" same_bytes clang
fi
exit $bad
