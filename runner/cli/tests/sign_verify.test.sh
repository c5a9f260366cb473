#!/bin/bash
# sign_verify.test.sh PROGRAM: `entente sign` and `entente verify` as a person or
# a script meets them: exit codes, what is printed, what is refused. (Attacks on
# the container itself: reports/seal/tests/test_asic.c and test_verify.c.)
set -euo pipefail
entente=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-sign-XXXXXX")
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

make_report() { # DIR SUITE
	mkdir -p "$1/submission"
	cp fixtures/golden/forged-1/good.vcf.gz "$1/submission/calls.vcf.gz"
	cp fixtures/golden/forged-1/good.vcf.gz.tbi "$1/submission/calls.vcf.gz.tbi"
	"$entente" -q pack "$1/submission" --suite "$2" --vendor Example \
		--product Caller --product-version 1 --class short-read \
		--claims "snv indel" --sample FORGED-1 >/dev/null
	"$entente" -q run "$2" "$1/submission" -o "$1" >/dev/null || [ $? -le 3 ]
}

make_key() { # NAME CURVE
	openssl req -x509 -newkey ec -pkeyopt "ec_paramgen_curve:$2" -nodes \
		-keyout "$work/$1.key" -out "$work/$1.crt" -days 30 \
		-subj "/O=Example/CN=$1" 2>/dev/null
}

digest() { openssl x509 -in "$work/$1.crt" -outform DER | sha256sum | cut -d' ' -f1; }

# trust DIR ATTRIBUTES-OF-A-HOLDER|-: a store that recognises the suite.
trust() {
	mkdir -p "$work/$1"
	{
		echo '<trust xmlns="urn:entente:trust:1">'
		[ "$2" = - ] || echo "<holders><holder name=\"Example\" nation=\"FR\" $2 \
certificate=\"$(digest lab)\"/></holders>"
		echo "<suites><suite id=\"$suite\" version=\"1.0.0\" \
sha256=\"$(sha256sum <"$work/r/suite.xml" | cut -d' ' -f1)\"/></suites></trust>"
	} >"$work/$1/trust.xml"
}

make_report "$work/r" "$suite@1.0.0"
make_key lab P-256
make_key other P-384
trust lab 'role="lab"'
trust nobody -
trust thief 'role="lab" distrusted-since="2020-01-01"'
sign() { "$entente" sign "$@"; }
verify() { "$entente" verify "$@"; }
key=(--key "$work/lab.key" --cert "$work/lab.crt")
a=$work/a.asice

expect "a report is sealed" 0 "sealed: $a" sign "$work/r" "${key[@]}" -o "$a"
expect "a container is not overwritten by mistake" 2 "--force" \
	sign "$work/r" "${key[@]}" -o "$a"
expect "--force replaces it" 0 "sealed" sign "$work/r" "${key[@]}" -o "$a" --force
expect "without -o the container stands beside the report" 0 \
	"$work/r/report.asice" sign "$work/r/report.xml" "${key[@]}"
expect "a key needs its certificate" 2 "--cert" sign "$work/r" --key "$work/lab.key"
expect "another key's certificate is refused" 4 "does not belong to the key" \
	sign "$work/r" --key "$work/lab.key" --cert "$work/other.crt" -o "$work/x"
expect "a folder without a report is refused" 4 "report.xml" \
	sign "$work" "${key[@]}" -o "$work/x"
[ ! -e "$work/x" ] || fail "a refused seal leaves a file behind"

expect "the lab's seal is valid" 0 "VALID" verify "$a" --trust "$work/lab"
expect "it says who, in which role" 0 "Example (FR), laboratory" \
	verify "$a" --trust "$work/lab"
expect "it says what that is worth" 0 "recomputed:" verify "$a" --trust "$work/lab"
expect "it speaks French" 0 "VALABLE" verify "$a" --trust "$work/lab" --lang fr
expect "it speaks JSON" 0 '"state": "valid"' verify "$a" --trust "$work/lab" --json
expect "an unknown key is unattributed" 0 "VALID, but unattributed" \
	verify "$a" --trust "$work/nobody"
expect "--strict wants a signer that is known" 3 "unattributed" \
	verify "$a" --trust "$work/nobody" --strict
expect "--strict is content with the lab" 0 "VALID" \
	verify "$a" --trust "$work/lab" --strict
expect "without a trust store no suite is recognised" 3 "suite not recognised" \
	verify "$a"
expect "a distrusted key is refused" 1 "REFUSED" verify "$a" --trust "$work/thief"
expect "a trust store that is not there is no answer" 4 "trust.xml" \
	verify "$a" --trust "$work/none"
expect "nor is a container that is not there" 4 "none.asice" \
	verify "$work/none.asice" --trust "$work/lab"
expect "a file that is no container is refused" 1 "REFUSED" \
	verify "$work/lab.crt" --trust "$work/lab"
expect "verify wants a file" 2 "" verify

{
	cat "$a"
	printf x
} >"$work/longer.asice"
expect "a byte after the end is refused" 1 "goes on after its end" \
	verify "$work/longer.asice" --trust "$work/lab"
{
	printf '#!'
	cat "$a"
} >"$work/before.asice"
expect "bytes before the beginning are refused" 1 "REFUSED" \
	verify "$work/before.asice" --trust "$work/lab"

# A verdict edited before signing.
cp -r "$work/r" "$work/forged"
sed 's/="conformant"/="non-conformant"/;t;s/="non-conformant"/="conformant"/' \
	"$work/r/report.xml" >"$work/forged/report.xml"
! cmp -s "$work/r/report.xml" "$work/forged/report.xml" || fail "nothing forged"
expect "an edited verdict is not sealed" 4 "does not follow" \
	sign "$work/forged" "${key[@]}" -o "$work/x"

# A limit edited before the run, the id kept: all follows, from another suite.
mkdir -p "$work/suites/$suite/1.0.0"
sed 's/min="0\.[0-9]*"/min="0.01"/' "suites/$suite/1.0.0/suite.xml" \
	>"$work/suites/$suite/1.0.0/suite.xml"
make_report "$work/lowered" "$work/suites/$suite/1.0.0/suite.xml"
sign "$work/lowered" "${key[@]}" -o "$work/lowered.asice" -q
expect "an edited limit makes the suite another" 3 "suite not recognised" \
	verify "$work/lowered.asice" --trust "$work/lab"

# An encrypted key.
openssl pkcs8 -topk8 -in "$work/lab.key" -out "$work/locked.key" \
	-v2 aes-256-cbc -passout pass:secret
locked=(--key "$work/locked.key" --cert "$work/lab.crt" --passphrase-fd 3)
expect "a passphrase is read from a descriptor" 0 "sealed" \
	sign "$work/r" "${locked[@]}" -o "$work/locked.asice" 3<<<secret
expect "without a terminal nobody is asked for it" 2 "--passphrase-fd" \
	setsid -w "$entente" sign "$work/r" "${locked[@]:0:4}" -o "$work/x" </dev/null
expect "a wrong one is said to be wrong" 4 "can not be decrypted" \
	sign "$work/r" "${locked[@]}" -o "$work/x" 3<<<guess
[ ! -e "$work/x" ] || fail "a refused seal leaves a file behind"
