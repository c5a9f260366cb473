#!/bin/bash
# amend.test.sh PROGRAM: a report that replaces a sealed one says so everywhere.
set -euo pipefail
entente=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-amend-XXXXXX")
trap 'rm -rf "$work"' EXIT
suite=germline-small-variants

fail() {
	echo "not ok - $*"
	exit 1
}

# expect WHAT CODE TEXT COMMAND...: the exit code, and a text in what is said.
expect() {
	local what=$1 code=$2 text=$3 rc=0 said
	shift 3
	said=$("$@" 2>&1) || rc=$?
	[ "$rc" = "$code" ] || fail "$what: exit $rc, not $code: $said"
	[[ $said == *"$text"* ]] || fail "$what: no '$text' in: $said"
	echo "ok - $what"
}

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	-keyout "$work/lab.key" -out "$work/lab.crt" -days 30 -subj "/O=Example/CN=lab" 2>/dev/null
report() { # DIR VERSION
	mkdir -p "$work/$1/sub"
	cp fixtures/golden/forged-1/good.vcf.gz "$work/$1/sub/calls.vcf.gz"
	cp fixtures/golden/forged-1/good.vcf.gz.tbi "$work/$1/sub/calls.vcf.gz.tbi"
	"$entente" -q pack "$work/$1/sub" --suite "$suite@1.0.0" --vendor Example --product Caller \
		--product-version "$2" --class short-read --claims "snv indel" --sample FORGED-1 >/dev/null
	"$entente" -q run "$suite@1.0.0" "$work/$1/sub" -o "$work/$1" >/dev/null || [ $? -le 3 ]
}
seal() { "$entente" -q sign "$work/$1" --key "$work/lab.key" --cert "$work/lab.crt" -o "$work/$2.asice"; }
report old 1
report new 1
report other 2
seal old old
amend() { # DIR OPTION...
	local dir=$1
	shift
	"$entente" amend "$work/$dir" --replaces "$work/old.asice" \
		--reason "the wrong instrument <was> named" -o "$work/amended" "$@"
}
before=$(cat "$work/new/report.xml" "$work/old.asice" | sha256sum)
expect "a report replaces a sealed one" 0 "amended report: " amend new
[ "$before" = "$(cat "$work/new/report.xml" "$work/old.asice" | sha256sum)" ] ||
	fail "something was overwritten"
xmllint --noout --relaxng reports/schema/report.rng "$work/amended/report.xml" 2>/dev/null ||
	fail "the amended report does not follow its grammar"
echo "ok - it follows its grammar"
digest=$(sha256sum <"$work/old.asice" | cut -d' ' -f1)
seal amended new
expect "its seal verifies and tells of it" 3 "the wrong instrument <was> named" \
	"$entente" verify "$work/new.asice"
expect "by the digest of what it replaces" 3 "$digest" "$entente" verify "$work/new.asice"
expect "as JSON" 3 "\"replaces\": {\"sha256\": \"$digest\"" \
	"$entente" verify "$work/new.asice" --json
expect "its text says so" 0 "Replaces the report of " "$entente" report "$work/new.asice" --text
expect "in French" 0 "Remplace le rapport du " \
	"$entente" report "$work/new.asice" --text --lang fr
grep -q "Replaces the report of .*$digest" <(tr -d '\n' <"$work/amended/report.en.html") ||
	fail "the HTML does not say so"
grep -q "&lt;was&gt; named" "$work/amended/report.fr.html" || fail "the reason is not in the HTML"
echo "ok - its HTML says so"

expect "nothing is overwritten" 2 "is there already" amend new
again() { "$entente" amend "$work/$1" --replaces "$work/old.asice" --reason "$2" -o "$work/no"; }
expect "another product is no replacement" 4 "the same product by the same suite" \
	again other because
expect "a replacement is not amended" 4 "says already" again amended because
expect "a reason is given" 2 "the reason is empty" again new " "
expect "a short one" 2 "longer than" again new "$(head -c 2100 /dev/zero | tr '\0' x)"
expect "what is replaced is sealed" 4 "" "$entente" amend "$work/new" \
	--replaces "$work/new/report.xml" --reason because -o "$work/no"
expect "and named" 2 "--replaces" "$entente" amend "$work/new" --reason because -o "$work/no"
[ -e "$work/no" ] && fail "a folder was left behind"
echo "ok - and nothing is left behind"
