#!/bin/bash
# certify.test.sh PROGRAM: a certificate from sealed reports: what carries it,
# what does not, and what verification says of it and of what was altered.
set -euo pipefail
entente=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-certify-XXXXXX")
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

make_report() { # DIR VERSION CALLS
	mkdir -p "$1/submission"
	cp "fixtures/golden/forged-1/$3.vcf.gz" "$1/submission/calls.vcf.gz"
	cp "fixtures/golden/forged-1/$3.vcf.gz.tbi" "$1/submission/calls.vcf.gz.tbi"
	"$entente" -q pack "$1/submission" --suite "$suite@1.0.0" --vendor Example \
		--product Caller --product-version "$2" --class short-read \
		--claims "snv indel" --sample FORGED-1 >/dev/null
	"$entente" -q run "$suite@1.0.0" "$1/submission" -o "$1" >/dev/null || [ $? -le 3 ]
}

holder() { # ROLE NAME NATION KEY
	echo "<holder role=\"$1\" name=\"$2\" nation=\"$3\" certificate=\"$(digest "$4")\"/>"
}

trust() { # DIR HOLDER...
	local dir=$work/$1
	shift
	mkdir -p "$dir"
	{
		echo "<trust xmlns=\"urn:entente:trust:1\"><holders>$*</holders><suites>"
		echo "<suite id=\"$suite\" version=\"1.0.0\" sha256=\"$suite_sha256\"/></suites></trust>"
	} >"$dir/trust.xml"
}

scheme() { # FILE SED-EXPRESSION...
	local file=$work/$1
	shift
	cat >"$file" <<XML
<scheme xmlns="urn:entente:scheme:1" id="fr-example" version="1.0.0" nation="FR"
        status="proposed" source="an example for the tests">
  <title xml:lang="en">Example scheme</title>
  <title xml:lang="fr">Programme d’exemple</title>
  <suite id="$suite@1.0.0" sha256="$suite_sha256" limits="adopted"/>
  <profile id="FR-PFMG"/>
  <evidence level="recomputed" signer="lab" reports="1" laboratories="1" max-age-days="180"/>
  <validity days="730" grace-days="180"/>
  <waivers max="0"/>
  <surveillance xml:lang="en">once a year</surveillance>
  <surveillance xml:lang="fr">une fois par an</surveillance>
  <complaints>complaints@example.org</complaints>
</scheme>
XML
	for s in "$@"; do sed -i "$s" "$file"; done
}

today=$(date -u +%F)
decision() { # FILE SED-EXPRESSION...
	local file=$work/$1
	shift
	cat >"$file" <<XML
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
	for s in "$@"; do sed -i "$s" "$file"; done
}

for k in vendor lab fr gb; do make_key $k; done
make_report "$work/good" 1 good
make_report "$work/next" 2 good
make_report "$work/bad" 1 bad
suite_sha256=$(sha256sum <"$work/good/suite.xml" | cut -d' ' -f1)
all="$(holder vendor Example FR vendor)$(holder lab "Labo FR" FR lab)"
all+="$(holder body "Certif FR" FR fr)$(holder body "Certify GB" GB gb)"
trust store "$all"
trust stranger "$(holder body "Certify GB" GB gb)"
trust swapped "${all//role=\"body\" name=\"Certif FR\"/role=\"vendor\" name=\"Certif FR\"}"
scheme s.xml
decision d.xml
seal() { # REPORT KEY OUT
	"$entente" -q sign "$work/$1" --key "$work/$2.key" --cert "$work/$2.crt" -o "$work/$3.asice"
}
seal good lab good
seal good vendor vendor
seal next lab next
seal bad lab bad

certify() { # REPORT... -- OPTIONS of which the later win
	local reports=() scheme=s.xml decision=d.xml key=fr as="Certif FR" store=store
	while [ $# -gt 0 ]; do
		case $1 in
		scheme=*) scheme=${1#*=} ;;
		decision=*) decision=${1#*=} ;;
		key=*) key=${1#*=} ;;
		as=*) as=${1#*=} ;;
		store=*) store=${1#*=} ;;
		*) reports+=("$work/$1.asice") ;;
		esac
		shift
	done
	"$entente" certify "${reports[@]}" --as "$as" --scheme "$work/$scheme" \
		--decision "$work/$decision" --trust "$work/$store" \
		--key "$work/$key.key" --cert "$work/$key.crt" -o "$work/c.asice" --force
}
verify() { "$entente" verify "$@"; }

expect "a lab's report carries a certificate" 0 "certificate: " certify good
cp "$work/c.asice" "$work/cert.asice"
expect "it verifies" 0 "certificate (ISO/IEC 17065)" \
	verify "$work/cert.asice" --trust "$work/store"
expect "it says that it is no approval" 0 "no regulatory approval" \
	verify "$work/cert.asice" --trust "$work/store"
expect "it says that limits were adopted" 0 "by limits that nobody published" \
	verify "$work/cert.asice" --trust "$work/store"
expect "as JSON" 0 '"document": "certificate"' \
	verify "$work/cert.asice" --trust "$work/store" --json
expect "in French" 0 "aucune autorisation réglementaire" \
	verify "$work/cert.asice" --trust "$work/store" --lang fr
expect "a reader who does not know the body has no certificate" 3 \
	"does not know who issued" verify "$work/cert.asice" --trust "$work/stranger"
expect "nor one without a trust store" 3 "does not know who issued" \
	verify "$work/cert.asice"
expect "a vendor's key issues none, whatever it signed" 1 \
	"can not issue certificates" verify "$work/cert.asice" --trust "$work/swapped"
expect "the other nation has not sealed it" 3 "no certification body of GB" \
	verify "$work/cert.asice" --trust "$work/store" --require FR,GB
expect "the issuing one has" 0 VALID \
	verify "$work/cert.asice" --trust "$work/store" --require FR

# The other nation.
recognise() { # CERTIFICATE OPTION...
	local cert=$1
	shift
	"$entente" recognise "$work/$cert.asice" --as "Certify GB" --trust "$work/store" \
		--key "$work/gb.key" --cert "$work/gb.crt" -o "$work/r.asice" --force "$@"
}
expect "another nation's body recognises it" 0 "recognised: " recognise cert
cp "$work/r.asice" "$work/both.asice"
expect "both nations have sealed it" 0 "recognition of the certificate" \
	verify "$work/both.asice" --trust "$work/store" --require FR,GB
expect "nobody recognises twice" 4 "has sealed the container already" recognise both
expect "nor its own nation" 4 "is of the same" "$entente" recognise "$work/cert.asice" \
	--as "Certif FR" --trust "$work/store" --key "$work/fr.key" --cert "$work/fr.crt" \
	-o "$work/r.asice" --force
expect "nor a laboratory" 4 "not that of a certification body" \
	"$entente" recognise "$work/cert.asice" --trust "$work/store" \
	--key "$work/lab.key" --cert "$work/lab.crt" -o "$work/r.asice" --force
expect "nor what it does not know" 4 "the certificate does not verify" \
	"$entente" recognise "$work/cert.asice" --trust "$work/stranger" \
	--key "$work/gb.key" --cert "$work/gb.crt" -o "$work/r.asice" --force
expect "nor a report" 4 "holds no certificate" recognise good
reserve() { # FILE SED-EXPRESSION...
	local file=$work/$1
	shift
	cat >"$file" <<XML
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
	for s in "$@"; do sed -i "$s" "$file"; done
}
reserve reserve.xml
expect "or recognises it with reservations" 0 "recognised: " \
	recognise cert --reservations "$work/reserve.xml"
cp "$work/r.asice" "$work/nested.asice"
expect "which verification tells" 0 "Not for mitochondrial variants" \
	verify "$work/nested.asice" --trust "$work/store" --require FR,GB
expect "in French too" 0 "Pas pour les variants mitochondriaux" \
	verify "$work/nested.asice" --trust "$work/store" --lang fr
expect "as JSON" 0 '"document": "recognition"' \
	verify "$work/nested.asice" --trust "$work/store" --json
expect "a recognition is not recognised" 4 "holds no certificate" recognise nested
reserve long.xml "s/to=\"[0-9-]*\"/to=\"2099-01-01\"/"
expect "it does not outlast the certificate" 4 "nor end after the certificate" \
	recognise cert --reservations "$work/long.xml"
reserve none.xml '/<reservation>/,/<.reservation>/d'
expect "reservations without any" 4 "reservation" \
	recognise cert --reservations "$work/none.xml"

# What does not carry one.
expect "a vendor can not certify" 4 "not that of a certification body" \
	certify good key=vendor as=Example
expect "nor a laboratory" 4 "not that of a certification body" certify good key=lab "as=Labo FR"
expect "nor one body for another" 4 "the key is that of" certify good "as=Certify GB"
expect "nor a body of another nation by this scheme" 4 "the scheme fr-example" \
	certify good key=gb "as=Certify GB"
expect "a vendor's own run is not enough for this scheme" 4 \
	"signed in the role vendor" certify vendor
scheme vendors.xml 's/signer="lab"/signer="vendor"/'
expect "it is for one that says so" 0 "certificate: " certify vendor scheme=vendors.xml
expect "a non-conformant report" 4 "is non-conformant" certify bad
scheme strict.xml 's/limits="adopted"/limits="published"/'
expect "a provisional verdict" 4 "is provisional" certify good scheme=strict.xml
scheme two.xml 's/reports="1"/reports="2"/'
expect "fewer reports than the scheme asks for" 4 "asks for 2 reports" \
	certify good scheme=two.xml
expect "reports of two versions" 4 "different products" certify good next scheme=two.xml
scheme labs.xml 's/laboratories="1"/laboratories="2"/'
expect "fewer laboratories" 4 "2 different signers" certify good scheme=labs.xml
scheme level.xml 's/level="recomputed"/level="executed-by-lab"/'
expect "too low an evidence level" 4 "evidence level is recomputed" \
	certify good scheme=level.xml
scheme profile.xml 's/"FR-PFMG"/"XX-ELSE"/'
expect "a profile without verdict" 4 "XX-ELSE" certify good scheme=profile.xml
scheme other.xml 's/sha256="../sha256="00/'
expect "other octets of the suite" 4 "other octets" certify good scheme=other.xml
decision same.xml 's/B. Reviewer/A. Evaluator/'
expect "a reviewer who evaluated" 4 "evaluated, and can not review" \
	certify good decision=same.xml
decision decider.xml 's/C. Decider/A. Evaluator/'
expect "a decider who evaluated" 4 "evaluated, and can not review" \
	certify good decision=decider.xml
decision long.xml 's/from=/to="9999-01-01" from=/'
expect "a longer term than the scheme allows" 4 "the scheme allows" \
	certify good decision=long.xml
decision past.xml "s/from=\"$today\"/from=\"2020-01-01\"/"
expect "a term that began before" 4 "before it is issued" certify good decision=past.xml
decision typo.xml 's/covers="this-version"/covers="everything"/'
expect "a decision with another word" 4 "this-version patches-by-delta" \
	certify good decision=typo.xml
trust narrow "${all//role=\"lab\"/role=\"lab\" classes=\"long-read\"}"
expect "a lab that may not speak for the technology" 4 \
	"not for the technology class short-read" certify good store=narrow
trust small "${all//role=\"body\"/role=\"body\" classes=\"long-read\"}"
expect "a body that may not" 4 "the certificate would not verify" certify good store=small
expect "whose certificate is not believed either" 3 \
	"not for the technology class short-read" verify "$work/cert.asice" --trust "$work/small"
expect "a store that does not know the lab" 4 "does not" certify good store=stranger
: >"$work/empty.asice"
expect "an empty file" 4 "empty.asice" certify empty
expect "a certificate is no report" 4 "a report is expected here" certify cert
[ -e "$work/certificate.asice" ] && fail "a file was left behind"

# Old reports: by the clock of the environment.
later=$(date -u -d "$today +200 days" +%F)
decision later.xml "s/from=\"$today\"/from=\"$later\"/"
expect "a report of more days than the scheme allows" 4 "200 days old" \
	env SOURCE_DATE_EPOCH="$(date -u -d "$later" +%s)" \
	"$entente" certify "$work/good.asice" --as "Certif FR" --scheme "$work/s.xml" \
	--decision "$work/later.xml" --trust "$work/store" \
	--key "$work/fr.key" --cert "$work/fr.crt" -o "$work/c.asice" --force
