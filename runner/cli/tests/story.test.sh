#!/bin/bash
# story.test.sh PROGRAM: the whole chain, day by day, in local folders. A vendor
# declares; a laboratory tests; a French body waives and certifies; the British
# body recognises with a reservation; the register is mirrored and cosigned; a
# waiver ends; a year later all is verified offline; a suspension is logged. Each
# verification must say the right thing.
set -euo pipefail
entente=$(realpath "$1")
root=$PWD
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-story-XXXXXX")
trap 'rm -rf "$work"' EXIT
suite=germline-small-variants
suite_sha256=$(sha256sum <"suites/$suite/1.0.0/suite.xml" | cut -d' ' -f1)

fail() {
	echo "not ok - $*"
	exit 1
}

# Days are counted from today; what is done on one is done at noon.
today=$(date -u +%F)
day() { date -u -d "$today +$1 days" +%F; }
on() { # DAY COMMAND...
	local epoch
	epoch=$(date -u -d "$(day "$1") 12:00" +%s)
	shift
	SOURCE_DATE_EPOCH=$epoch "$@"
}

# expect WHAT CODE TEXT DAY COMMAND...
expect() {
	local what=$1 code=$2 text=$3 rc=0 said
	shift 3
	said=$(on "$@" 2>&1) || rc=$?
	[ "$rc" = "$code" ] || fail "$what: exit $rc, not $code: $said"
	[[ $said == *"$text"* ]] || fail "$what: no '$text' in: $said"
	echo "ok - day $1: $what"
}

# Nothing here may need a network: where the kernel lets us, there is none.
offline() {
	if unshare -rn true 2>/dev/null; then
		unshare -rn "$@"
	else
		"$@"
	fi
}

# --- who there is -------------------------------------------------------------
for k in vendor lab fr gb; do
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-keyout "$work/$k.key" -out "$work/$k.crt" -days 1200 \
		-subj "/O=Example/CN=$k" 2>/dev/null
done
holder() { # ROLE NAME NATION KEY
	echo "<holder role=\"$1\" name=\"$2\" nation=\"$3\" certificate=\"$(
		openssl x509 -in "$work/$4.crt" -outform DER | sha256sum | cut -d' ' -f1)\"/>"
}
trust() { # NATION HOLDER...
	mkdir "$work/trust-$1"
	echo "<trust xmlns=\"urn:entente:trust:1\"><holders>${*:2}</holders><suites>
<suite id=\"$suite\" version=\"1.0.0\" sha256=\"$suite_sha256\"/></suites></trust>" \
		>"$work/trust-$1/trust.xml"
}
bodies="$(holder body "Certif FR" FR fr)$(holder body "Certify GB" GB gb)"
# The French know their vendor and laboratory; the British only the two bodies.
trust fr "$(holder vendor Example FR vendor)$(holder lab "Labo FR" FR lab)$bodies"
trust gb "$bodies"
key() { echo "--key $1.key --cert $1.crt"; }

submission() { # DIR VERSION INDEX-OF
	mkdir "$work/$1"
	cp fixtures/golden/forged-1/good.vcf.gz "$work/$1/calls.vcf.gz"
	cp "fixtures/golden/forged-1/$3.vcf.gz.tbi" "$work/$1/calls.vcf.gz.tbi"
	"$entente" -q pack "$work/$1" --suite "$suite@1.0.0" --vendor Example \
		--product Caller --product-version "$2" --class short-read \
		--claims "snv indel" --sample FORGED-1 >/dev/null
}
# Version 2.1 comes with the index of another file; 2.2 is well.
submission v21 2.1 control-false
submission v22 2.2 good
cd "$work"

cat >waiver.xml <<XML
<waiver xmlns="urn:entente:waiver:1" id="W-FR-3" suite="$suite@1.0.0"
        suite-sha256="$suite_sha256" case="FMT-006" outcome="fail" until="$(day 200)">
  <product vendor="Example" name="Caller" version="2.1" covers="this-version"/>
  <reason xml:lang="en">The index is made by the buyer</reason>
  <reason xml:lang="fr">L’index est fait par l’acheteur</reason>
</waiver>
XML
cat >scheme.xml <<XML
<scheme xmlns="urn:entente:scheme:1" id="fr-example" version="1.0.0" nation="FR"
        status="proposed" source="an example for the tests">
  <title xml:lang="en">Example scheme</title>
  <title xml:lang="fr">Programme d’exemple</title>
  <suite id="$suite@1.0.0" sha256="$suite_sha256" limits="adopted"/>
  <profile id="FR-PFMG"/> <profile id="GB-GEL"/>
  <evidence level="recomputed" signer="lab" reports="1" laboratories="1" max-age-days="180"/>
  <validity days="730" grace-days="180"/>
  <waivers max="1"/>
  <surveillance xml:lang="en">once a year</surveillance>
  <surveillance xml:lang="fr">une fois par an</surveillance>
  <complaints>complaints@example.org</complaints>
</scheme>
XML
decision() { # NUMBER DAY
	cat <<XML
<decision xmlns="urn:entente:decision:1" number="$1" from="$(day "$2")"
          covers="this-version" attempt="2" attempts-registered="2">
  <scope xml:lang="en">Small germline variants of short reads</scope>
  <scope xml:lang="fr">Petits variants germinaux de lectures courtes</scope>
  <regulatory regime="CE-IVDR" declared="none"/>
  <evaluated-by>A. Evaluator</evaluated-by>
  <reviewed-by>B. Reviewer</reviewed-by>
  <decided-by>C. Decider</decided-by>
</decision>
XML
}
decision FR-2026-0001 4 >decision-1.xml
decision FR-2026-0002 10 >decision-2.xml
decision FR-2027-0001 375 >decision-3.xml
cat >reserve.xml <<XML
<recognition xmlns="urn:entente:recognition:1" number="GB-2026-0007" from="$(day 12)"
             to="$(day 385)">
  <scope xml:lang="en">Adults only</scope>
  <scope xml:lang="fr">Adultes seulement</scope>
  <reservation>
    <text xml:lang="en">Not for mitochondrial variants</text>
    <text xml:lang="fr">Pas pour les variants mitochondriaux</text>
  </reservation>
</recognition>
XML

# shellcheck disable=SC2046 # options, apart
{
	# --- a vendor declares, and does not conform --------------------------------
	expect "the vendor's first run does not conform" 1 "FMT-006" \
		1 "$entente" -q run "$suite@1.0.0" v21 -o first
	on 1 "$entente" -q sign first $(key vendor) -o declared.asice
	expect "its declaration is what it is" 0 "declaration of conformity by the vendor" \
		1 "$entente" verify declared.asice --trust trust-fr
	expect "and can not be certified" 4 "signed in the role vendor" \
		1 "$entente" certify declared.asice --as "Certif FR" --scheme scheme.xml \
		--decision decision-1.xml --trust trust-fr $(key fr) -o x.asice

	# --- a waiver, a laboratory, a certificate -----------------------------------
	expect "the French body waives one case of one version" 0 "waiver: " \
		2 "$entente" waiver sign waiver.xml --trust trust-fr $(key fr) -o w.asice
	expect "the laboratory's run counts it" 0 "waive" \
		3 "$entente" -q run "$suite@1.0.0" v21 -o second --waiver w.asice --trust trust-fr
	on 3 "$entente" -q sign second $(key lab) -o report-1.asice
	expect "not before it was sealed" 4 "can not count on" \
		1 "$entente" -q run "$suite@1.0.0" v21 -o x --waiver w.asice --trust trust-fr
	expect "the body certifies version 2.1" 0 "certificate: " \
		4 "$entente" certify report-1.asice --as "Certif FR" --scheme scheme.xml \
		--decision decision-1.xml --trust trust-fr $(key fr) -o cert-1.asice
	expect "the waiver is on its face" 0 "W-FR-3 for FMT-006 until $(day 200), by Certif FR" \
		4 "$entente" verify cert-1.asice --trust trust-fr
	on 9 "$entente" -q run "$suite@1.0.0" v22 -o third >/dev/null
	on 9 "$entente" -q sign third $(key lab) -o report-2.asice
	expect "and version 2.2, which needs none" 0 "certificate: " \
		10 "$entente" certify report-2.asice --as "Certif FR" --scheme scheme.xml \
		--decision decision-2.xml --trust trust-fr $(key fr) -o cert-2.asice
	expect "before its first day it is not in force" 1 "it is valid from $(day 10) on" \
		9 "$entente" verify cert-2.asice --trust trust-fr

	# --- the register -------------------------------------------------------------
	reg() { "$entente" -q register "$@"; }
	fr=$(reg init fr --name register.example.fr --key fr.pem --new-key)
	gb=$(reg key --key gb.pem --name witness.example.uk --new-key --cosigner)
	who=("body=Certif FR" nation=FR)
	on 11 "$entente" -q register add fr attempt "${who[@]}" vendor=Example \
		product=Caller version=2.1 technology=short-read outcome=non-conformant \
		"suites=$suite@1.0.0=$suite_sha256" \
		"sha256=$(sha256sum <declared.asice | cut -d' ' -f1)" \
		--confidential opening >/dev/null
	on 11 "$entente" -q register add fr issue --from cert-1.asice "${who[@]}" >/dev/null
	on 11 "$entente" -q register add fr issue --from cert-2.asice "${who[@]}" >/dev/null
	on 11 "$entente" -q register add fr waive certificate=FR-2026-0001 case=FMT-006 \
		"to=$(day 200)" "reason=W-FR-3" "${who[@]}" \
		"sha256=$(sha256sum <w.asice | cut -d' ' -f1)" >/dev/null
	expect "the register takes attempt, certificates and waiver" 0 "4 entries added" \
		11 "$entente" register checkpoint fr --key fr.pem
	grep -rq declared fr && fail "the register tells of the failed attempt"
	expect "whoever holds the opening can tell of the attempt" 0 '"outcome":"non-conformant"' \
		11 "$entente" register open fr opening --entry 0
	list() { # DAY FILE
		on "$1" "$entente" -q register statuslist fr --key fr.pem --days 7 -o "$2"
	}
	list 12 list-12

	# --- the other nation ----------------------------------------------------------
	expect "the British body recognises with a reservation" 0 "recognised: " \
		12 "$entente" recognise cert-2.asice --reservations reserve.xml \
		--as "Certify GB" --trust trust-gb $(key gb) -o rec.asice
	expect "and mirrors the register" 0 "4 entries, 4 of them new" \
		12 "$entente" register mirror fr copy --vkey "$fr"
	on 12 "$entente" -q register cosign copy --key gb.pem --name witness.example.uk \
		--vkey "$fr" >cosigned
	expect "the French take the cosignature" 0 "" \
		12 "$entente" register take fr cosigned --vkey "$gb"
	reg prove fr FR-2026-0002 -o proof
	reg list fr FR-2026-0002 | cut -d' ' -f2- >entry
	expect "the proof of the certificate's issue is signed by both" 0 \
		"cosigned by witness.example.uk at $(day 12)" \
		13 "$entente" register check proof entry --vkey "$fr" --vkey "$gb"
	verify() { # FILE LIST OPTION...
		offline "$entente" verify "$1" --trust trust-gb --status "$2" \
			--status-vkey "$fr" "${@:3}"
	}
	expect "both nations have sealed it" 0 "Not for mitochondrial variants" \
		13 verify rec.asice list-12 --require FR,GB
	expect "in French too" 0 "Pas pour les variants mitochondriaux" \
		13 verify rec.asice list-12 --lang fr
	expect "the certificate alone is not recognised" 3 "no certification body of GB" \
		13 verify cert-2.asice list-12 --require FR,GB

	# --- a waiver ends ----------------------------------------------------------------
	assess() { # DOCUMENT LIST
		offline "$entente" assess "$1" --trust trust-fr --status "$2" --status-vkey "$fr" \
			--policy "$root/reports/policy/FR-short-read.xml"
	}
	list 198 list-198
	expect "on its last day the waiver counts" 0 "waive" \
		200 "$entente" -q run "$suite@1.0.0" v21 -o x --waiver w.asice --trust trust-fr
	expect "the day after it does not" 4 "ended on $(day 200)" \
		201 "$entente" -q run "$suite@1.0.0" v21 -o x --waiver w.asice --trust trust-fr
	expect "the policy is met while it counts, by a person's consent" 0 "1 waivers" \
		200 assess cert-1.asice list-198
	expect "what rests on it satisfies no policy any more" 1 \
		"the waiver W-FR-3 ended on $(day 200)" 201 assess cert-1.asice list-198
	expect "nor is it in force" 1 "the waiver W-FR-3" \
		201 verify cert-1.asice list-198
	expect "as its status says" 1 "waiver" \
		201 "$entente" status cert-1.asice --trust trust-fr --register copy --status-vkey "$fr"
	expect "what does not is as it was" 0 "nothing against it" \
		201 verify cert-2.asice list-198

	# --- a year later -------------------------------------------------------------------
	expect "a year later an old list says nothing" 3 "status unknown since $(day 19)" \
		375 verify cert-2.asice list-12
	list 374 list-374
	expect "a new one does, offline" 0 "nothing against it on $(day 374)" \
		375 verify cert-2.asice list-374
	expect "the recognition holds too" 0 "VALID" \
		375 verify rec.asice list-374 --require FR,GB
	expect "the reports are too old for a new certificate" 4 "days old; the scheme allows 180" \
		375 "$entente" certify report-2.asice --as "Certif FR" --scheme scheme.xml \
		--decision decision-3.xml --trust trust-fr $(key fr) -o x.asice

	# --- a suspension -----------------------------------------------------------------
	cp -r fr silent
	on 376 "$entente" -q register add fr suspend certificate=FR-2026-0002 "${who[@]}" \
		"reason=complaint 17" >/dev/null
	on 376 "$entente" -q register checkpoint fr --key fr.pem >/dev/null
	list 376 list-376
	expect "the new list tells of the suspension" 1 \
		"suspended since $(day 376)T12:00:00Z, by the register register.example.fr with 5 entries" \
		377 verify cert-2.asice list-376
	expect "which ends the recognition as well" 1 "suspended since $(day 376)" \
		377 verify rec.asice list-376
	expect "who has only the older list is told its date" 0 "nothing against it on $(day 374)" \
		377 verify rec.asice list-374
	expect "the mirror follows" 0 "5 entries, 1 of them new" \
		377 "$entente" register mirror fr copy --vkey "$fr"
	# The keeper thinks better of it, and signs a log without the suspension.
	on 378 "$entente" -q register add silent retire-suite "suites=old@1.0.0=$suite_sha256" \
		"since=$(day 378)" "${who[@]}" >/dev/null
	on 378 "$entente" -q register checkpoint silent --key fr.pem >/dev/null
	expect "a log without it is not mirrored" 4 "forked or rewritten" \
		378 "$entente" register mirror silent copy --vkey "$fr"
	on 380 "$entente" -q register add fr reinstate certificate=FR-2026-0002 "${who[@]}" \
		"reason=complaint 17 answered" >/dev/null
	on 380 "$entente" -q register checkpoint fr --key fr.pem >/dev/null
	list 380 list-380
	expect "once answered, it is in force again" 0 "nothing against it on $(day 380)" \
		381 verify rec.asice list-380
	expect "until the recognition ends" 1 "it was valid until $(day 385)" \
		386 verify rec.asice list-380
	expect "and the certificate stands without it" 0 "VALID" \
		386 verify cert-2.asice list-380
	expect "the register remembers it all" 0 "6 entries, 2 certificates, 1 attempts" \
		387 "$entente" register audit fr --vkey "$fr" --older cosigned
}
