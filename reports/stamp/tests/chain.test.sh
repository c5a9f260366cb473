#!/bin/bash
# chain.test.sh PROGRAM: a laboratory's report, a French certificate made from
# it, a British recognition of each form and a waiver, all with time stamps;
# then each in 5 and in 9 years. A document inside another is judged at the
# time by which the outer seal proves that it existed.
set -euo pipefail
entente=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-stamped-XXXXXX")
# shellcheck source=reports/stamp/tests/authorities.sh
source reports/stamp/tests/authorities.sh
trap 'stop_authorities; rm -rf "$work"' EXIT
suite=germline-small-variants

for tool in openssl perl; do
	command -v "$tool" >/dev/null && continue
	if [ "${ENTENTE_REQUIRE_DATA:-}" = 1 ]; then
		echo "not ok - $tool is not installed"
		exit 1
	fi
	echo "skip - chain: $tool is not installed"
	exit 0
done

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

sha256_of() { openssl x509 -in "$work/$1.crt" -outform DER | sha256sum | cut -d' ' -f1; }
in_years() { date -u -d "+$1 years" +%F; }

start_authorities
for who in lab fr gb; do issue $who named 400; done
make_tsa tsa8 2950 stamps
make_tsa tsa20 7300 stamps

make_report
suite_sha256=$(sha256sum <"$work/report/suite.xml" | cut -d' ' -f1)

holder() { # ROLE NAME NATION KEY
	echo "<holder role=\"$1\" name=\"$2\" nation=\"$3\" anchor=\"ca\" subject=\"CN=$4,O=Example\"/>"
}
mkdir "$work/store"
cp "$work/ca.crt" "$work/tsaroot.crt" "$work/store/"
cat >"$work/store/trust.xml" <<XML
<trust xmlns="urn:entente:trust:1"><anchors>
<anchor id="ca" file="ca.crt" sha256="$(sha256_of ca)"/>
<anchor id="tsaroot" file="tsaroot.crt" sha256="$(sha256_of tsaroot)"/>
</anchors><holders>
$(holder lab "Labo FR" FR lab)
$(holder body "Certif FR" FR fr)
$(holder body "Certify GB" GB gb)
<holder role="tsa" name="Horodatage" nation="FR" anchor="tsaroot"/>
</holders><suites>
<suite id="$suite" version="1.0.0" sha256="$suite_sha256"/></suites></trust>
XML
cat >"$work/scheme.xml" <<XML
<scheme xmlns="urn:entente:scheme:1" id="fr-example" version="1.0.0" nation="FR"
        status="proposed" source="an example for the tests">
  <title xml:lang="en">Example scheme</title>
  <title xml:lang="fr">Programme d’exemple</title>
  <suite id="$suite@1.0.0" sha256="$suite_sha256" limits="adopted"/>
  <profile id="FR-PFMG"/>
  <evidence level="recomputed" signer="lab" reports="1" laboratories="1" max-age-days="180"/>
  <validity days="3650" grace-days="180"/>
  <waivers max="0"/>
  <surveillance xml:lang="en">once a year</surveillance>
  <surveillance xml:lang="fr">une fois par an</surveillance>
  <complaints>complaints@example.org</complaints>
</scheme>
XML
today=$(date -u +%F)
cat >"$work/decision.xml" <<XML
<decision xmlns="urn:entente:decision:1" number="FR-2026-0001" from="$today"
          covers="this-version" attempt="1" attempts-registered="1">
  <scope xml:lang="en">Small germline variants of short reads</scope>
  <scope xml:lang="fr">Petits variants germinaux de lectures courtes</scope>
  <condition>
    <text xml:lang="en">Only with the reference named in the suite</text>
    <text xml:lang="fr">Seulement avec la référence nommée dans la suite</text>
  </condition>
  <regulatory regime="CE-IVDR" declared="none"/>
  <evaluated-by>A. Evaluator</evaluated-by>
  <reviewed-by>B. Reviewer</reviewed-by>
  <decided-by>C. Decider</decided-by>
</decision>
XML
cat >"$work/reserve.xml" <<XML
<recognition xmlns="urn:entente:recognition:1" number="GB-2026-0007" from="$today"
             to="$(date -u -d "$today + 3600 days" +%F)">
  <scope xml:lang="en">In the hubs only</scope>
  <scope xml:lang="fr">Dans les pôles seulement</scope>
  <reservation>
    <text xml:lang="en">Not for mosaic variants</text>
    <text xml:lang="fr">Pas pour les variants en mosaïque</text>
  </reservation>
</recognition>
XML

key() { echo --key "$work/$1.key" --cert "$work/$1.pem" --tsa "$url/tsa8"; }
# shellcheck disable=SC2046 # words
{
	"$entente" -q sign "$work/report" $(key lab) -o "$work/report.asice"
	expect "a certificate with a time stamp" 0 "certificate: " \
		"$entente" certify "$work/report.asice" --as "Certif FR" \
		--scheme "$work/scheme.xml" --decision "$work/decision.xml" \
		--trust "$work/store" $(key fr) -o "$work/cert.asice"
	expect "recognised, each seal with its time" 0 "recognised: " \
		"$entente" recognise "$work/cert.asice" --as "Certify GB" \
		--trust "$work/store" $(key gb) -o "$work/both.asice"
	expect "or with reservations" 0 "recognised: " \
		"$entente" recognise "$work/cert.asice" --as "Certify GB" \
		--reservations "$work/reserve.xml" --trust "$work/store" $(key gb) \
		-o "$work/nested.asice"
}
verify() { "$entente" verify --trust "$work/store" "$@"; }
for doc in report cert both nested; do
	expect "$doc: now" 0 "B-LT" verify "$work/$doc.asice" --timed --strict
	expect "$doc: in 5 years, the signers' certificates ended" 0 VALID \
		verify "$work/$doc.asice" --timed --at "$(in_years 5)"
	expect "$doc: in 9 years, not renewed" 3 "not proved" \
		verify "$work/$doc.asice" --at "$(in_years 9)"
	"$entente" -q renew "$work/$doc.asice" --tsa "$url/tsa20" -o "$work/$doc-lta.asice"
	expect "$doc: in 9 years, renewed" 0 VALID \
		verify "$work/$doc-lta.asice" --timed --strict --at "$(in_years 9)"
done
expect "two seals, two proved times" 0 "2" bash -c \
	"'$entente' verify --trust '$work/store' '$work/both.asice' | grep -c 'proved by the time stamp'"
expect "both nations, asked for" 0 VALID \
	verify "$work/both-lta.asice" --require FR,GB --timed --at "$(in_years 9)"

# The report inside is not renewed: the certificate's seal speaks for it. On its
# own it says nothing then.
unzip -p "$work/cert-lta.asice" 'report-1.asice' >"$work/inner.asice" 2>/dev/null ||
	unzip -p "$work/cert-lta.asice" '*.asice' >"$work/inner.asice"
cmp -s "$work/inner.asice" "$work/report.asice" || fail "the report inside is another"
expect "the report inside, on its own" 3 "not proved" \
	verify "$work/inner.asice" --at "$(in_years 9)"

# What a document is made from is judged on the day when it is made. A draft of
# a certificate that has ended since could have been written at any time.
later() { SOURCE_DATE_EPOCH=$(date -u -d "+500 days" +%s) "$entente" "$@"; }
issue young named 3000
"$entente" -q sign "$work/report" --key "$work/lab.key" --cert "$work/lab.pem" \
	-o "$work/draft-report.asice"
sed 's/max-age-days="180"/max-age-days="900"/' "$work/scheme.xml" >"$work/old.xml"
sed -E "s/from=\"[0-9-]*\"/from=\"$(date -u -d '+500 days' +%F)\"/" "$work/decision.xml" \
	>"$work/later.xml"
mkdir "$work/store2"
cp "$work/store"/* "$work/store2/"
sed -i 's/CN=fr,O=Example/CN=young,O=Example/' "$work/store2/trust.xml"
certify_later() { # REPORT
	later certify "$work/$1" --as "Certif FR" --scheme "$work/old.xml" \
		--decision "$work/later.xml" --trust "$work/store2" \
		--key "$work/young.key" --cert "$work/young.pem" -o "$work/late.asice"
}
expect "no certificate from a draft whose signer's certificate has ended" 4 \
	"that the seal is older is not proved: it has no time stamp" \
	certify_later draft-report.asice
expect "but from a report with a time stamp" 0 "certificate: " certify_later report.asice

# A draft by the body: its report does not outlive the draft's certificate.
"$entente" -q certify "$work/report.asice" --as "Certif FR" --scheme "$work/scheme.xml" \
	--decision "$work/decision.xml" --trust "$work/store" \
	--key "$work/fr.key" --cert "$work/fr.pem" -o "$work/draft.asice"
expect "a draft of a certificate is called so" 0 "a draft (level B-B)" verify "$work/draft.asice"
expect "a draft of a certificate in 5 years" 3 "it has no time stamp" \
	verify "$work/draft.asice" --at "$(in_years 5)"
# So to each command that asks whether it holds today, not to verify alone.
cat >"$work/policy.xml" <<XML
<policy xmlns="urn:entente:policy:1" id="fr" version="1.0.0" nation="FR" technology="short-read">
  <title xml:lang="en">Example</title>
  <title xml:lang="fr">Exemple</title>
  <clause id="C-1" status="proposed" source="an example for the tests">
    <title xml:lang="en">Of this nation</title>
    <title xml:lang="fr">De cette nation</title>
    <requires what="document" kind="certificate" nations="FR"/>
  </clause>
</policy>
XML
expect "a policy is satisfied by the draft" 0 SATISFIED \
	"$entente" assess "$work/draft.asice" --policy "$work/policy.xml" --trust "$work/store"
expect "but not after its certificate has ended" 3 "it has no time stamp" \
	later assess "$work/draft.asice" --policy "$work/policy.xml" --trust "$work/store"
expect "then a time stamp is needed" 0 SATISFIED \
	later assess "$work/cert.asice" --policy "$work/policy.xml" --trust "$work/store"
vkey=$("$entente" -q register init "$work/log" --name register.example.fr \
	--key "$work/log.pem" --new-key)
"$entente" -q register add "$work/log" issue --from "$work/draft.asice" \
	"body=Certif FR" nation=FR >/dev/null
"$entente" -q register checkpoint "$work/log" --key "$work/log.pem" >/dev/null
expect "the draft is in force" 0 "nothing against it" \
	"$entente" status "$work/draft.asice" --register "$work/log" \
	--status-vkey "$vkey" --trust "$work/store"
expect "after its certificate nobody knows" 3 "it has no time stamp" \
	later status "$work/draft.asice" --register "$work/log" \
	--status-vkey "$vkey" --trust "$work/store"

cat >"$work/waiver.xml" <<XML
<waiver xmlns="urn:entente:waiver:1" id="W-FR-3" suite="$suite@1.0.0"
        suite-sha256="$suite_sha256" case="FMT-006" outcome="fail"
        until="$(date -u -d "$today + 3600 days" +%F)">
  <product vendor="Example" name="Caller" version="1" covers="this-version"/>
  <reason xml:lang="en">The index is made by the buyer</reason>
  <reason xml:lang="fr">L’index est fait par l’acheteur</reason>
</waiver>
XML
# shellcheck disable=SC2046 # words
"$entente" -q waiver sign "$work/waiver.xml" --as "Certif FR" --trust "$work/store" \
	$(key fr) -o "$work/waiver.asice"
expect "a waiver with a time stamp, in 5 years" 0 "B-LT" \
	verify "$work/waiver.asice" --timed --at "$(in_years 5)"
