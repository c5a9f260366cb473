#!/bin/bash
# assess.test.sh PROGRAM: the example policies of both nations against
# certificates and recognitions, with the register's list of status; and what
# verification says of a certificate that was suspended, is over, or whose
# status is unknown.
set -euo pipefail
entente=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-assess-XXXXXX")
trap 'rm -rf "$work"' EXIT
suite=germline-small-variants
policies=$PWD/reports/policy

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
make_key() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-keyout "$work/$1.key" -out "$work/$1.crt" -days 2000 \
		-subj "/O=Example/CN=$1" 2>/dev/null
}
digest() { openssl x509 -in "$work/$1.crt" -outform DER | sha256sum | cut -d' ' -f1; }
holder() { # ROLE NAME NATION KEY
	echo "<holder role=\"$1\" name=\"$2\" nation=\"$3\" certificate=\"$(digest "$4")\"/>"
}
key() { echo --key "$work/$1.key" --cert "$work/$1.crt"; }

for k in lab fr gb; do make_key $k; done
sum=$(sha256sum <"suites/$suite/1.0.0/suite.xml" | cut -d' ' -f1)
mkdir "$work/store" "$work/sub"
echo "<trust xmlns=\"urn:entente:trust:1\"><holders>$(holder lab "Labo FR" FR lab)$(
	holder body "Certif FR" FR fr)$(holder body "Certify GB" GB gb)</holders>
<suites><suite id=\"$suite\" version=\"1.0.0\" sha256=\"$sum\"/></suites></trust>" >"$work/store/trust.xml"
mkdir "$work/nobody"
echo "<trust xmlns=\"urn:entente:trust:1\"><suites><suite id=\"$suite\" version=\"1.0.0\"
sha256=\"$sum\"/></suites></trust>" >"$work/nobody/trust.xml"
cp fixtures/golden/forged-1/good.vcf.gz "$work/sub/calls.vcf.gz"
cp fixtures/golden/forged-1/good.vcf.gz.tbi "$work/sub/calls.vcf.gz.tbi"
"$entente" -q pack "$work/sub" --suite "$suite@1.0.0" --vendor Example --product Caller \
	--product-version 1 --class short-read --claims "snv indel" --sample FORGED-1 >/dev/null
"$entente" -q run "$suite@1.0.0" "$work/sub" -o "$work/run" >/dev/null
# shellcheck disable=SC2046
"$entente" -q sign "$work/run" $(key lab) -o "$work/r.asice"

today=$(date -u +%F)
cat >"$work/scheme.xml" <<XML
<scheme xmlns="urn:entente:scheme:1" id="fr-example" version="1.0.0" nation="FR"
        status="proposed" source="an example for the tests">
  <title xml:lang="en">Example scheme</title>
  <title xml:lang="fr">Programme d’exemple</title>
  <suite id="$suite@1.0.0" sha256="$sum" limits="adopted"/>
  <profile id="FR-PFMG"/>
  <profile id="GB-GEL"/>
  <evidence level="recomputed" signer="lab" reports="1" laboratories="1" max-age-days="180"/>
  <validity days="730" grace-days="180"/>
  <waivers max="0"/>
  <surveillance xml:lang="en">once a year</surveillance>
  <surveillance xml:lang="fr">une fois par an</surveillance>
  <complaints>complaints@example.org</complaints>
</scheme>
XML
cat >"$work/decision.xml" <<XML
<decision xmlns="urn:entente:decision:1" number="FR-2026-0001" from="$today"
          covers="this-version" attempt="1" attempts-registered="1">
  <scope xml:lang="en">Small germline variants</scope>
  <scope xml:lang="fr">Petits variants germinaux</scope>
  <evaluated-by>A</evaluated-by>
  <reviewed-by>B</reviewed-by>
  <decided-by>C</decided-by>
</decision>
XML
cat >"$work/reserve.xml" <<XML
<recognition xmlns="urn:entente:recognition:1" number="GB-2026-0007" from="$today"
             to="$(date -u -d "$today +1 year" +%F)">
  <scope xml:lang="en">Adults only</scope>
  <scope xml:lang="fr">Adultes seulement</scope>
  <reservation>
    <text xml:lang="en">Not for mitochondrial variants</text>
    <text xml:lang="fr">Pas pour les variants mitochondriaux</text>
  </reservation>
</recognition>
XML
cd "$work"
# shellcheck disable=SC2046
"$entente" -q certify r.asice --as "Certif FR" --scheme scheme.xml --decision decision.xml \
	--trust store $(key fr) -o cert.asice
# shellcheck disable=SC2046
"$entente" -q recognise cert.asice --trust store $(key gb) -o both.asice
# shellcheck disable=SC2046
"$entente" -q recognise cert.asice --trust store $(key gb) --reservations reserve.xml -o nested.asice

reg() { "$entente" -q register "$@"; }
vkey=$(reg init log --name register.example.fr --key log.pem --new-key)
reg add log issue --from cert.asice "body=Certif FR" nation=FR >/dev/null
reg checkpoint log --key log.pem >/dev/null
reg statuslist log --key log.pem --days 7
cp log/status status-1

assess() { # NATION DOCUMENT OPTION...
	local policy=$policies/$1-short-read.xml document=$2
	shift 2
	"$entente" assess "$document" --policy "$policy" --trust store "$@"
}
s1=(--status status-1 --status-vkey "$vkey")
expect "the own nation's policy is satisfied, with reservations" 0 \
	"SATISFIED WITH RESERVATIONS" assess FR cert.asice "${s1[@]}"
expect "--strict wants none" 1 "RESERVATIONS" assess FR cert.asice "${s1[@]}" --strict
expect "each clause says by what" 0 "certificate FR-2026-0001 of Certif FR (FR)" \
	assess FR cert.asice "${s1[@]}"
expect "and where it comes from" 0 "(unconfirmed rule)" assess FR cert.asice "${s1[@]}"
expect "the partner's takes it with reservations" 0 "a person must agree" \
	assess GB cert.asice "${s1[@]}"
expect "a recognition is assessed too" 0 "RESERVATIONS" assess GB nested.asice "${s1[@]}"
expect "without a list of status nothing is decided" 3 "no list of status was given" \
	assess FR cert.asice
expect "a list needs its key" 2 "give the register's verifier key" \
	assess FR cert.asice --status status-1
# A variable that is empty by mistake asks for less than was meant.
for command in "verify cert.asice" "status cert.asice" \
	"assess cert.asice --policy $policies/FR-short-read.xml"; do
	# shellcheck disable=SC2086
	expect "nor does a key say anything without its list: ${command%% *}" 2 \
		"give that with --status" "$entente" $command --trust store --status-vkey "$vkey"
done
for nations in '' ',' 'FR,' ',FR' 'FR,,GB'; do
	expect "no nation is passed over: '$nations'" 2 "--require takes nations" \
		"$entente" verify cert.asice --trust store --require "$nations"
done
expect "one that has sealed" 0 "VALID" "$entente" verify cert.asice --trust store --require FR
other=$(reg key --key other.pem --name register.example.fr --new-key)
expect "another key's list says nothing" 1 "is not signed by" \
	assess FR cert.asice --status status-1 --status-vkey "$other"
sed '6s/^2/3/' status-1 >status-bad
expect "a changed list neither" 1 "does not hold" \
	assess FR cert.asice --status status-bad --status-vkey "$vkey"
expect "who does not know the body decides nothing" 3 "does not know who issued" \
	"$entente" assess cert.asice --policy "$policies/FR-short-read.xml" --trust nobody "${s1[@]}"
expect "as JSON" 0 '"assessment": "satisfied-with-reservations"' \
	assess FR cert.asice "${s1[@]}" --json
expect "in French" 0 "SATISFAITE AVEC RÉSERVES" assess FR cert.asice "${s1[@]}" --lang fr
expect "a report satisfies no policy" 1 "holds no certificate" assess FR r.asice "${s1[@]}"

# Clauses that are not satisfied.
policy() { # SED-EXPRESSION
	sed "$1" "$policies/FR-short-read.xml" >policy.xml
	"$entente" assess "${2:-cert.asice}" --policy policy.xml --trust store "${s1[@]}"
}
expect "a suite in another version" 1 "no report by germline-small-variants" \
	policy 's/from="1.0.0" before="2.0.0"/from="2.0.0" before="3.0.0"/'
expect "a profile without verdict" 1 "no verdict for it" policy 's/"FR-PFMG"/"XX"/'
expect "a higher level of evidence" 1 "is recomputed" policy 's/level="recomputed"/level="executed-by-lab"/'
expect "more laboratories" 1 "1 of 2" policy 's/min="1"/min="2"/'
expect "limits that are published" 1 "only the scheme" policy 's/as="adopted"/as="published"/'
expect "a certificate of another nation" 1 "was issued in FR" policy 's/nations="FR GB"/nations="GB"/'
recognised='s/what="document" kind="certificate" nations="FR GB"/what="recognised" nations="GB"/'
expect "a recognition that is not there" 1 "no body of GB has sealed it" policy "$recognised"
expect "one that is" 0 "sealed by each of them" policy "$recognised" both.asice
expect "one with reservations" 0 "recognised as GB-2026-0007, with 1 reservations" \
	policy "$recognised" nested.asice
expect "another technology" 1 "is for the technology" policy 's/"short-read"/"long-read"/'
expect "a clause of an unknown kind" 4 "document partner recognised" policy 's/what="age"/what="colour"/'
expect "two clauses of one name" 4 "two clauses" policy 's/"FR-2"/"FR-1"/'

# The status, in verification.
verify() { "$entente" verify "$1" --trust store "${@:2}"; }
expect "nothing against it" 0 "nothing against it on 20" verify cert.asice "${s1[@]}"
expect "as JSON" 0 '"standing": "valid"' verify cert.asice "${s1[@]}" --json
at() { SOURCE_DATE_EPOCH=$(date -u -d "$today +$1" +%s) "${@:2}"; }
expect "an old list: the status is unknown" 3 "status unknown since" \
	at "30 days" verify cert.asice "${s1[@]}"
expect "and the policy undecidable" 3 "status unknown since" \
	at "30 days" assess FR cert.asice "${s1[@]}"
# By a wrong clock it would be of the last week for a year.
at "300 days" reg statuslist log --key log.pem --days 100 -o later
expect "a list of a day to come" 3 "which is still to come" \
	assess FR cert.asice --status later --status-vkey "$vkey"
expect "on that day it counts" 0 "says nothing against it" \
	at "300 days" assess FR cert.asice --status later --status-vkey "$vkey"
expect "valid until its day" 1 "NOT IN FORCE" at "3 years" verify cert.asice
expect "the policy says so" 1 "MISSING" at "3 years" assess FR cert.asice "${s1[@]}"
expect "the recognition ends before it" 1 "NOT IN FORCE" at "2 years -10 days" verify nested.asice
expect "while the certificate goes on" 0 "VALID" at "2 years -10 days" verify cert.asice
reg add log suspend certificate=FR-2026-0001 "body=Certif FR" nation=FR reason="complaint 17" >/dev/null
reg checkpoint log --key log.pem >/dev/null
reg statuslist log --key log.pem --days 7
s2=(--status log/status --status-vkey "$vkey")
expect "suspended since, per log size" 1 "suspended since 20" verify cert.asice "${s2[@]}"
expect "with the log's size" 1 "register.example.fr with 2 entries" verify cert.asice "${s2[@]}"
expect "the recognition falls with it" 1 "suspended since" verify nested.asice "${s2[@]}"
expect "and the policy" 1 "suspended since" assess FR cert.asice "${s2[@]}"
expect "a suspension is believed from an old list too" 1 "suspended since" \
	at "30 days" verify cert.asice "${s2[@]}"
# What the list says of it counts whether or not a clause asks for the status.
sed '/<clause id="[^"]*"/{:a;/<\/clause>/!{N;ba};/what="status"/d;}' \
	"$policies/FR-short-read.xml" >silent.xml
if grep -q 'what="status"' silent.xml; then fail "the policy still asks for the status"; fi
silent() { "$entente" assess cert.asice --policy silent.xml --trust store "$@"; }
expect "a policy that does not ask for the status" 0 "SATISFIED" silent "${s1[@]}"
expect "decides nothing when it is suspended" 3 "suspended since 20" silent "${s2[@]}"
cp -r log stolen
reg add stolen distrust-key key="$(digest fr)" since="$today" "body=Certif FR" nation=FR \
	reason=stolen >/dev/null
reg checkpoint stolen --key log.pem >/dev/null
reg statuslist stolen --key log.pem --days 7
expect "nor is a certificate by a stolen key assessed" 1 "in wrong hands since $today" \
	silent --status stolen/status --status-vkey "$vkey"
reg add log reinstate certificate=FR-2026-0001 "body=Certif FR" nation=FR reason=answered >/dev/null
reg checkpoint log --key log.pem >/dev/null
reg statuslist log --key log.pem --days 7
expect "until it is reinstated" 0 "nothing against it" verify cert.asice "${s2[@]}"
