#!/bin/bash
# trust.test.sh PROGRAM: trust stores as sealed files, and what a store says of
# its holders: standard, accreditation, technology classes.
set -euo pipefail
entente=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-trust-XXXXXX")
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

make_key() { # NAME
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-keyout "$work/$1.key" -out "$work/$1.crt" -days 400 \
		-subj "/O=Example/CN=$1" 2>/dev/null
}
digest() { openssl x509 -in "$work/$1.crt" -outform DER | sha256sum | cut -d' ' -f1; }
for k in lab nation other; do make_key $k; done

mkdir "$work/sub"
cp fixtures/golden/forged-1/good.vcf.gz "$work/sub/calls.vcf.gz"
cp fixtures/golden/forged-1/good.vcf.gz.tbi "$work/sub/calls.vcf.gz.tbi"
"$entente" -q pack "$work/sub" --suite "$suite@1.0.0" --vendor Example --product Caller \
	--product-version 1 --class short-read --claims "snv indel" --sample FORGED-1 >/dev/null
"$entente" -q run "$suite@1.0.0" "$work/sub" -o "$work/r" >/dev/null || [ $? -le 3 ]
"$entente" -q sign "$work/r" --key "$work/lab.key" --cert "$work/lab.crt" -o "$work/report.asice"

# trust DIR ISSUE ATTRIBUTES: a store below one anchor.
trust() {
	mkdir -p "$work/$1"
	cp "$work/other.crt" "$work/$1/ca.pem"
	cat >"$work/$1/trust.xml" <<XML
<trust xmlns="urn:entente:trust:1" $2>
  <anchors><anchor id="ca" file="ca.pem" sha256="$(digest other)"/></anchors>
  <holders><holder role="lab" name="Labo FR" nation="FR" $3 certificate="$(digest lab)"/></holders>
  <suites><suite id="$suite" version="1.0.0" sha256="$(sha256sum <"$work/r/suite.xml" |
		cut -d' ' -f1)"/></suites>
</trust>
XML
}
issue() { echo "version=\"$1\" nation=\"FR\" issued=\"2026-11-23\""; }
verify() { "$entente" verify "$work/report.asice" "$@"; }

# --- what a holder may say ------------------------------------------------------
trust plain "" ""
expect "no standard is stated" 0 "names no standard" verify --trust "$work/plain"
trust iso17025 "" 'standard="17025"'
expect "a laboratory of ISO/IEC 17025 makes test reports" 0 \
	"test report of a laboratory (ISO/IEC 17025)" verify --trust "$work/iso17025"
trust iso15189 "" 'standard="15189" accreditation="COFRAC 8-0000" classes="short-read long-read"'
expect "one of ISO 15189 makes verification records" 0 \
	"verification or validation record of a laboratory (ISO 15189)" verify --trust "$work/iso15189"
expect "its accreditation is told" 0 "COFRAC 8-0000, as the trust store has it" \
	verify --trust "$work/iso15189"
expect "in French" 0 "dossier de vérification ou de validation" \
	verify --trust "$work/iso15189" --lang fr
expect "as JSON" 0 '"standard": "15189", "accreditation": "COFRAC 8-0000"' \
	verify --trust "$work/iso15189" --json
trust narrow "" 'classes="long-read"'
expect "a laboratory outside its classes is not believed" 3 \
	"not for the technology class short-read" verify --trust "$work/narrow"
expect "nor in French" 3 "pas pour la classe de technologie short-read" \
	verify --trust "$work/narrow" --lang fr
trust vendor "" 'standard="17025"'
sed -i 's/role="lab"/role="vendor"/' "$work/vendor/trust.xml"
expect "only laboratories have a standard" 4 "only a holder in the role lab" \
	verify --trust "$work/vendor"
trust word "" 'standard="9001"'
expect "of two" 4 "17025 15189" verify --trust "$work/word"

# --- a sealed store --------------------------------------------------------------
seal() { # DIR OUT KEY
	"$entente" trust sign "$work/$1" --key "$work/$3.key" --cert "$work/$3.crt" \
		-o "$work/$2.asice"
}
trust seven "$(issue 7)" 'standard="17025"'
expect "a store is sealed" 0 "trust store: " seal seven seven nation
expect "not over one that is there" 2 "is there already" seal seven seven nation
expect "a store without version is not" 4 "states its version" seal plain none nation
trust half 'version="7"' ""
expect "nor one with half of what it needs" 4 "or none of them" seal half none nation
expect "nor a container" 2 "give the folder" \
	"$entente" trust sign "$work/seven.asice" --key "$work/nation.key" \
	--cert "$work/nation.crt" -o "$work/none.asice"
[ -e "$work/none.asice" ] && fail "a file was left behind"
root=$(digest nation)
expect "it is used in place of a folder" 0 "FR, version 7 of 2026-11-23" \
	verify --trust "$work/seven.asice"
expect "its signer is unattributed" 0 "unattributed: nobody said who may" \
	verify --trust "$work/seven.asice"
expect "which strict readers do not accept" 3 "unattributed" \
	verify --trust "$work/seven.asice" --strict
expect "unless they name him" 0 "as was asked for" \
	verify --trust "$work/seven.asice" --trust-root "$root" --strict
expect "as JSON" 0 '"trust_store": {"version": 7, "nation": "FR"' \
	verify --trust "$work/seven.asice" --trust-root "$root" --json
expect "another signer is refused" 4 "sealed by another certificate" \
	verify --trust "$work/seven.asice" --trust-root "$(digest other)"
expect "a folder has none" 4 "which nobody sealed" \
	verify --trust "$work/seven" --trust-root "$root"
expect "a store is no document" 1 "is a trust store, and no document" \
	"$entente" verify "$work/seven.asice"
expect "and a document no store" 4 "is no trust store" verify --trust "$work/report.asice"
cp "$work/seven.asice" "$work/touched.asice"
offset=$(grep -abo 'Labo FR' "$work/touched.asice" | head -1 | cut -d: -f1)
printf X | dd of="$work/touched.asice" bs=1 seek="$offset" conv=notrunc 2>/dev/null
expect "a store that was touched is refused" 4 touched.asice verify --trust "$work/touched.asice"

# --- which issues were seen ------------------------------------------------------
check() { # NAME OPTION...
	local name=$1
	shift
	"$entente" trust check "$work/$name.asice" --trust-root "$root" "$@"
}
trust eight "$(issue 8)" 'standard="17025"'
trust again "$(issue 8)" 'standard="15189"'
seal eight eight nation 2>/dev/null
seal again again nation 2>/dev/null
expect "a store is told of" 0 "1 anchors, 1 holders, 1 suites" check seven
expect "a folder too" 0 "nobody sealed it" "$entente" trust check "$work/seven"
expect "as JSON" 0 '"version": 7' check seven --json
state=$work/seen.txt
expect "the first issue is noted" 0 "version 7" check seven --state "$state"
expect "and may come again" 0 "version 7" check seven --state "$state"
expect "a later one too" 0 "version 8" check eight --state "$state"
expect "then the older is refused" 4 "version 8 has been seen" check seven --state "$state"
expect "and another one of that version" 4 "another trust store of FR with version 8" \
	check again --state "$state"
[ "$(sed -n 2p "$state")" = "FR 8 $(sha256sum <"$work/eight.asice" | cut -d' ' -f1)" ] ||
	fail "the file of what was seen: $(cat "$state")"
trust british "$(issue 2)" ""
sed -i '1s/nation="FR"/nation="GB"/' "$work/british/trust.xml"
seal british british nation 2>/dev/null
expect "another nation has versions of its own" 0 "GB, version 2" check british --state "$state"
[ "$(cut -c1-4 "$state" | tr '\n' ' ')" = "ente FR 8 GB 2 " ] || fail "$(cat "$state")"
expect "who sealed it must be known for that" 2 "give --trust-root" \
	"$entente" trust check "$work/seven.asice" --state "$state"
echo nonsense >"$work/bad.txt"
expect "a file that is none" 4 "does not say which" check eight --state "$work/bad.txt"
