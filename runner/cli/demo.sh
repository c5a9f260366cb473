#!/bin/bash
# demo.sh PROGRAM DIR: the main job on the embedded default, from call set to
# verified seal. Everything it makes lands below DIR.
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
mkdir -p "$dir/keys" "$dir/trust"

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

step "3. The report of the good one is sealed with a throw-away key, and verified"
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	-keyout "$dir/keys/lab.key" -out "$dir/keys/lab.crt" -days 30 \
	-subj "/O=Example Laboratory/CN=Example Laboratory seal" \
	-addext "keyUsage=critical,digitalSignature,nonRepudiation" 2>/dev/null
chmod 600 "$dir/keys/lab.key"
cert=$(openssl x509 -in "$dir/keys/lab.crt" -outform DER | sha256sum | cut -d' ' -f1)
digest=$(sha256sum "suites/${suite%@*}/${suite#*@}/suite.xml" | cut -d' ' -f1)
cat >"$dir/trust/trust.xml" <<XML
<?xml version="1.0" encoding="UTF-8"?>
<trust xmlns="urn:entente:trust:1">
  <holders>
    <holder role="lab" name="Example Laboratory" nation="FR" certificate="$cert"/>
  </holders>
  <suites>
    <suite id="${suite%@*}" version="${suite#*@}" sha256="$digest"/>
  </suites>
</trust>
XML
"$entente" sign "$dir/good" --key "$dir/keys/lab.key" --cert "$dir/keys/lab.crt" \
	-o "$dir/good/report.asice"
"$entente" verify "$dir/good/report.asice" --trust "$dir/trust"

step "What was made"
printf '  %-28s %s\n' \
	"sealed report" "$dir/good/report.asice" \
	"trust store" "$dir/trust/" \
	"good, in English" "$dir/good/report.en.html" \
	"good, in French" "$dir/good/report.fr.html" \
	"bad, in English" "$dir/bad/report.en.html" \
	"bad, in French" "$dir/bad/report.fr.html"

if [ $good -ne 0 ] || [ $bad -ne 1 ]; then
	echo "The demonstration went wrong: exit codes $good and $bad, not 0 and 1." >&2
	exit 1
fi
