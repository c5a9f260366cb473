#!/bin/bash
# demo.sh PROGRAM DIR: the main job on the embedded default, from call set to
# sealed report; and from that to a certificate that two nations seal, in a
# register. Everything it makes lands below DIR. Keys, bodies and their scheme are
# made up on the spot, and say so wherever their names stand.
set -euo pipefail
entente=$1
dir=$2
golden=fixtures/golden/forged-1
suite=germline-small-variants@1.0.0

bold=$(tput bold 2>/dev/null || true)
plain=$(tput sgr0 2>/dev/null || true)
[ -t 1 ] || bold='' plain=''
step() { printf '\n%s%s%s\n' "$bold" "$1" "$plain"; }

rm -rf "$dir"
mkdir -p "$dir/keys" "$dir/trust" "$dir/certificate"

step "1. Two vendors hand in a call set each, for suite $suite"
for v in good bad; do
	mkdir -p "$dir/$v/submission"
	cp "$golden/$v.vcf.gz" "$dir/$v/submission/calls.vcf.gz"
	cp "$golden/$v.vcf.gz.tbi" "$dir/$v/submission/calls.vcf.gz.tbi"
	"$entente" pack "$dir/$v/submission" --suite "$suite" \
		--vendor "Example ${v^} Genomics" --product "${v^}Caller" \
		--product-version 2.1 --class short-read --claims "snv indel" \
		--sample FORGED-1 >/dev/null
done
# One comes as an archive: both forms are read alike.
"$entente" pack "$dir/bad/submission" --archive "$dir/bad/submission.tar.gz" >/dev/null

step "2. The suite runs on both"
set +e
"$entente" run "$suite" "$dir/good/submission" -o "$dir/good"
good=$?
"$entente" run "$suite" "$dir/bad/submission.tar.gz" -o "$dir/bad"
bad=$?
set -e

step "3. A laboratory seals the report of the good one, with a throw-away key"
key() { # NAME OWNER: keys/NAME.key and .crt
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-keyout "$dir/keys/$1.key" -out "$dir/keys/$1.crt" -days 30 \
		-subj "/O=Demonstration/CN=$2" \
		-addext "keyUsage=critical,digitalSignature,nonRepudiation" 2>/dev/null
	chmod 600 "$dir/keys/$1.key"
}
holder() { # ROLE NAME NATION KEY
	echo "<holder role=\"$1\" name=\"$2\" nation=\"$3\" certificate=\"$(
		openssl x509 -in "$dir/keys/$4.crt" -outform DER | sha256sum | cut -d' ' -f1)\"/>"
}
lab="Example Laboratory (demonstration)"
fr="Example Body FR (demonstration)"
gb="Example Body GB (demonstration)"
key lab "$lab"
key fr "$fr"
key gb "$gb"
digest=$(sha256sum "suites/${suite%@*}/${suite#*@}/suite.xml" | cut -d' ' -f1)
cat >"$dir/trust/trust.xml" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<!-- A demonstration: whoever believes this store believes keys that lie open
     beside it. -->
<trust xmlns="urn:entente:trust:1">
  <holders>
    $(holder lab "$lab" FR lab)
    $(holder body "$fr" FR fr)
    $(holder body "$gb" GB gb)
  </holders>
  <suites>
    <suite id="${suite%@*}" version="${suite#*@}" sha256="$digest"/>
  </suites>
</trust>
XML
"$entente" -q sign "$dir/good" --key "$dir/keys/lab.key" --cert "$dir/keys/lab.crt" \
	-o "$dir/good/report.asice"
"$entente" verify "$dir/good/report.asice" --trust "$dir/trust"

step "4. A French body certifies by its scheme, a British one recognises that, a register remembers"
cat >"$dir/certificate/scheme.xml" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<scheme xmlns="urn:entente:scheme:1" id="demonstration" version="1.0.0" nation="FR"
        status="proposed" source="made up for make demo">
  <title xml:lang="en">Demonstration scheme: nobody certifies by it</title>
  <title xml:lang="fr">Programme de démonstration : personne ne certifie selon lui</title>
  <suite id="$suite" sha256="$digest" limits="adopted"/>
  <profile id="FR-PFMG"/>
  <profile id="GB-GEL"/>
  <evidence level="recomputed" signer="lab" reports="1" laboratories="1" max-age-days="180"/>
  <validity days="30" grace-days="0"/>
  <waivers max="0"/>
  <surveillance xml:lang="en">none: a demonstration</surveillance>
  <surveillance xml:lang="fr">aucune : une démonstration</surveillance>
  <complaints>nobody@example.org</complaints>
</scheme>
XML
cat >"$dir/certificate/decision.xml" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<decision xmlns="urn:entente:decision:1" number="DEMO-1" from="$(date -u +%F)"
          covers="this-version" attempt="1" attempts-registered="0">
  <scope xml:lang="en">A demonstration on forged data</scope>
  <scope xml:lang="fr">Une démonstration sur des données forgées</scope>
  <evaluated-by>A. Example</evaluated-by>
  <reviewed-by>B. Example</reviewed-by>
  <decided-by>C. Example</decided-by>
</decision>
XML
cert=$dir/certificate
register=$dir/register
"$entente" -q certify "$dir/good/report.asice" --as "$fr" --scheme "$cert/scheme.xml" \
	--decision "$cert/decision.xml" --trust "$dir/trust" \
	--key "$dir/keys/fr.key" --cert "$dir/keys/fr.crt" -o "$cert/certificate.asice"
{
	"$entente" -q register init "$register" --name register.example.org \
		--key "$dir/keys/register.pem" --new-key
	"$entente" -q register add "$register" issue --from "$cert/certificate.asice" \
		"body=$fr" nation=FR
	"$entente" -q register checkpoint "$register" --key "$dir/keys/register.pem"
	"$entente" -q register statuslist "$register" --key "$dir/keys/register.pem"
} >/dev/null
"$entente" -q recognise "$cert/certificate.asice" --as "$gb" --trust "$dir/trust" \
	--key "$dir/keys/gb.key" --cert "$dir/keys/gb.crt" -o "$cert/recognised.asice"
for l in en fr; do
	"$entente" -q report "$cert/recognised.asice" --html --lang $l -o "$cert/recognised.$l.html"
done
"$entente" -q register build "$register" -o "$dir/site" --certificates "$cert" >/dev/null
# In short: the seals, what is certified, for how long, and what the register says.
"$entente" verify "$cert/recognised.asice" --trust "$dir/trust" --require FR,GB \
	--status "$register/status" --status-vkey "$register/register.vkey" |
	awk '/^[^ ]/ { shown = /^(VALID|sealed by|document|number|product|valid|verdict|attempt|status)/ }
		/no time stamp proves/ { draft = 1 } shown
		END { if (draft) print "time         a draft: no time stamp proves when it was sealed" }'

step "What was made, all with demonstration keys: no document here is worth anything"
printf '  %-28s %s\n' \
	"good, in English" "$dir/good/report.en.html" \
	"good, in French" "$dir/good/report.fr.html" \
	"bad, in English" "$dir/bad/report.en.html" \
	"bad, in French" "$dir/bad/report.fr.html" \
	"sealed report" "$dir/good/report.asice" \
	"certificate, recognised" "$cert/recognised.asice" \
	"its face, in English" "$cert/recognised.en.html" \
	"its face, in French" "$cert/recognised.fr.html" \
	"register, and its site" "$register/  $dir/site/index.html" \
	"trust store, keys" "$dir/trust/  $dir/keys/"
echo
echo "  All that verify says of it:"
echo "  $entente verify $cert/recognised.asice --trust $dir/trust"

if [ $good -ne 0 ] || [ $bad -ne 1 ]; then
	echo "The demonstration went wrong: exit codes $good and $bad, not 0 and 1." >&2
	exit 1
fi
