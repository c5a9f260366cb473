#!/bin/bash
# `entente report`: forms, languages, places to read from and write to.
set -euo pipefail
entente=$1
sample=reports/doc/tests/golden/sample.xml
golden=reports/doc/tests/golden
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT

fail() { echo "not ok - $1"; exit 1; }

for form in text:.txt html:.html junit:.junit.xml csv:.csv earl:.earl.jsonld \
	testbed:.testbed.json multiqc:_mqc.json; do
	for lang in en fr; do
		"$entente" report $sample --"${form%%:*}" --lang $lang \
			-o "$tmp/out" || fail "${form%%:*} $lang"
		cmp -s "$tmp/out" "$golden/sample.$lang${form#*:}" ||
			fail "${form%%:*} $lang is not what it was"
	done
done
echo "ok - each form in each language can be asked for"

"$entente" report $sample --lang en | cmp -s - $golden/sample.en.txt ||
	fail "text on standard output"
echo "ok - without a form it is text, on standard output"

mkdir "$tmp/run"
cp $sample "$tmp/run/report.xml"
"$entente" report "$tmp/run" --lang en | cmp -s - $golden/sample.en.txt ||
	fail "a folder"
echo "ok - a folder is read by its report.xml"

expect() { # expect EXIT WHAT ARGUMENT...
	local want=$1 what=$2 got=0
	shift 2
	"$entente" "$@" >"$tmp/o" 2>"$tmp/e" || got=$?
	[ "$got" = "$want" ] || fail "$what: exit $got, not $want"
	[ "$want" = 0 ] || [ -s "$tmp/e" ] || fail "$what: nothing said"
	echo "ok - $what: exit $want"
}
expect 2 "two forms at a time" report $sample --html --csv
expect 2 "no report" report
expect 4 "a file that is not there" report "$tmp/none.xml"
expect 4 "a file that is no report" report Makefile
printf '<!DOCTYPE report><report xmlns="urn:entente:report:1"/>' >"$tmp/d.xml"
expect 4 "a document type" report "$tmp/d.xml"
sed 's/value="non-conformant"/value="splendid"/' $sample >"$tmp/v.xml"
expect 4 "a verdict that does not exist" report "$tmp/v.xml"
expect 4 "an output that cannot be written" report $sample -o "$tmp/no/x"
[ ! -e "$tmp/no" ] || fail "something was written"

schema() { # every committed report follows the schema, by a second validator
	xmllint --noout --relaxng reports/schema/report.rng "$1" 2>/dev/null
}
if command -v xmllint >/dev/null; then
	schema $sample || fail "sample.xml breaks the schema"
	schema "$tmp/v.xml" && fail "the schema knows the verdict splendid"
	echo "ok - xmllint agrees with the schema"
else
	echo "skip - schema by xmllint: xmllint absent"
	[ -z "${ENTENTE_REQUIRE_DATA:-}" ] || exit 1
fi
