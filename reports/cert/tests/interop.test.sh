#!/bin/bash
# interop.test.sh PROGRAM: xmlsec1 and xsec-checksig verify the seals of a certificate, of its
# recognition by another nation beside it and around it, and of a waiver; and
# refuse each when one byte of what it covers is another.
set -euo pipefail
entente=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-interop-XXXXXX")
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1795428000 # 2026-11-23T10:00:00Z
suite=germline-small-variants

for tool in xmlsec1 xsec-checksig unzip openssl; do
	command -v "$tool" >/dev/null && continue
	if [ "${ENTENTE_REQUIRE_DATA:-}" = 1 ]; then
		echo "not ok - $tool is not installed"
		exit 1
	fi
	echo "skip - interop of certificates: $tool is not installed"
	exit 0
done

fail() {
	echo "not ok - $*"
	exit 1
}

# In force on the day above: openssl 3.0 can set its first day with `ca` only.
make_key() { # NAME CURVE
	local ca=$work/ca-$1
	openssl genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:$2" \
		-out "$work/$1.key" 2>/dev/null
	mkdir "$ca"
	: >"$ca/index"
	cat >"$ca/ca.cnf" <<-CNF
		[ca]
		default_ca = it
		[it]
		database = $ca/index
		new_certs_dir = $ca
		rand_serial = yes
		default_md = sha256
		policy = any
		x509_extensions = ext
		[any]
		O = optional
		CN = supplied
		[ext]
		keyUsage = critical,digitalSignature
	CNF
	openssl req -new -key "$work/$1.key" -subj "/O=Example/CN=$1" \
		-out "$ca/csr" 2>/dev/null
	openssl ca -batch -notext -config "$ca/ca.cnf" -selfsign \
		-keyfile "$work/$1.key" -in "$ca/csr" -startdate 20260101000000Z \
		-enddate 20360101000000Z -out "$work/$1.crt" 2>/dev/null
}
holder() { # ROLE NAME NATION KEY
	echo "<holder role=\"$1\" name=\"$2\" nation=\"$3\" certificate=\"$(
		openssl x509 -in "$work/$4.crt" -outform DER | sha256sum | cut -d' ' -f1)\"/>"
}

make_key lab P-256
make_key fr P-384
make_key gb P-256
suite_sha256=$(sha256sum <"suites/$suite/1.0.0/suite.xml" | cut -d' ' -f1)
mkdir "$work/trust"
cat >"$work/trust/trust.xml" <<XML
<trust xmlns="urn:entente:trust:1"><holders>$(holder lab "Labo FR" FR lab)
$(holder body "Certif FR" FR fr)$(holder body "Certify GB" GB gb)</holders>
<suites><suite id="$suite" version="1.0.0" sha256="$suite_sha256"/></suites></trust>
XML
cat >"$work/scheme.xml" <<XML
<scheme xmlns="urn:entente:scheme:1" id="fr-example" version="1.0.0" nation="FR"
        status="proposed" source="an example for the tests">
  <title xml:lang="en">Example</title><title xml:lang="fr">Exemple</title>
  <suite id="$suite@1.0.0" sha256="$suite_sha256" limits="adopted"/>
  <profile id="FR-PFMG"/>
  <evidence level="recomputed" signer="lab" reports="1" laboratories="1" max-age-days="180"/>
  <validity days="730" grace-days="180"/>
  <waivers max="0"/>
  <surveillance xml:lang="en">yearly</surveillance>
  <surveillance xml:lang="fr">annuelle</surveillance>
  <complaints>complaints@example.org</complaints>
</scheme>
XML
cat >"$work/decision.xml" <<XML
<decision xmlns="urn:entente:decision:1" number="FR-2026-0001" from="2026-11-23"
          covers="this-version" attempt="1" attempts-registered="1">
  <scope xml:lang="en">Small variants</scope><scope xml:lang="fr">Petits variants</scope>
  <evaluated-by>A</evaluated-by><reviewed-by>B</reviewed-by><decided-by>C</decided-by>
</decision>
XML
cat >"$work/reserve.xml" <<XML
<recognition xmlns="urn:entente:recognition:1" number="GB-2026-0007" from="2026-11-23" to="2027-11-22">
  <scope xml:lang="en">Adults</scope><scope xml:lang="fr">Adultes</scope>
  <reservation><text xml:lang="en">Not for children</text><text xml:lang="fr">Pas pour les enfants</text></reservation>
</recognition>
XML
cat >"$work/waiver.xml" <<XML
<waiver xmlns="urn:entente:waiver:1" id="W-1" suite="$suite@1.0.0" suite-sha256="$suite_sha256"
        case="FMT-006" outcome="fail" until="2027-06-30">
  <product vendor="Example" name="Caller" version="1" covers="this-version"/>
  <reason xml:lang="en">made by the buyer</reason><reason xml:lang="fr">fait par l’acheteur</reason>
</waiver>
XML

golden=fixtures/golden/forged-1
mkdir "$work/submission"
cp "$golden/good.vcf.gz" "$work/submission/calls.vcf.gz"
cp "$golden/good.vcf.gz.tbi" "$work/submission/calls.vcf.gz.tbi"
"$entente" -q pack "$work/submission" --suite "$suite@1.0.0" --vendor Example \
	--product Caller --product-version 1 --class short-read \
	--claims "snv indel" --sample FORGED-1 >/dev/null
"$entente" -q run "$suite@1.0.0" "$work/submission" -o "$work/report" >/dev/null ||
	[ $? -le 3 ]
key() { echo --key "$work/$1.key" --cert "$work/$1.crt"; }
# shellcheck disable=SC2046 # options, apart
{
	"$entente" -q sign "$work/report" $(key lab) -o "$work/r.asice"
	"$entente" -q certify "$work/r.asice" --as "Certif FR" --scheme "$work/scheme.xml" \
		--decision "$work/decision.xml" --trust "$work/trust" $(key fr) \
		-o "$work/certificate.asice"
	"$entente" -q recognise "$work/certificate.asice" --as "Certify GB" \
		--trust "$work/trust" $(key gb) -o "$work/both.asice"
	"$entente" -q recognise "$work/certificate.asice" --as "Certify GB" \
		--trust "$work/trust" $(key gb) --reservations "$work/reserve.xml" \
		-o "$work/recognition.asice"
	"$entente" -q waiver sign "$work/waiver.xml" --trust "$work/trust" $(key fr) \
		-o "$work/waiver.asice"
}

xades=http://uri.etsi.org/01903/v1.3.2#
run_xmlsec() { # FOLDER SIGNATURE KEY
	(cd "$work/$1" && xmlsec1 --verify --trusted-pem "../../$3.crt" \
		--enabled-key-data x509 --verification-time "2026-11-23 12:00:00" \
		--enabled-reference-uris same-doc,local,remote \
		--id-attr:Id "$xades:SignedProperties" "META-INF/$2.xml" 2>&1)
}
# By the certificate in the file, whoever that is.
run_xsec() { # FOLDER SIGNATURE
	(cd "$work/$1" && cp "META-INF/$2.xml" . && xsec-checksig -x --id Id "$2.xml" 2>&1)
}
check() { # CONTAINER SIGNATURE KEY REFERENCES MEMBER
	local dir=x/$1-$2 said
	mkdir -p "$work/$dir"
	unzip -qq "$work/$1.asice" -d "$work/$dir"
	said=$(run_xmlsec "$dir" "$2" "$3") || fail "$1, $2: xmlsec1 refuses: $said"
	[[ $said == *"(ok/all): $4/$4"* ]] || fail "$1, $2: xmlsec1 says $said"
	! run_xmlsec "$dir" "$2" lab >/dev/null 2>&1 || fail "$1, $2: by any key"
	said=$(run_xsec "$dir" "$2") || fail "$1, $2: xsec-checksig refuses: $said"
	echo " " >>"$work/$dir/$5"
	said=$(run_xsec "$dir" "$2") && fail "$1, $2: xsec-checksig, whatever it covers"
	[[ $said == *"\"$5\" failed to verify"* ]] || fail "$1, $2: xsec-checksig says $said"
	! run_xmlsec "$dir" "$2" "$3" >/dev/null || fail "$1, $2: whatever it covers"
	echo "ok - $1: xmlsec1 and xsec-checksig verify $2 by $3 and its $4 references"
}
check certificate signatures0 fr 4 scheme.xml
check both signatures0 fr 4 certificate.xml
check both signatures1 gb 4 reports/1.asice
check recognition signatures0 gb 3 certificate.asice
check waiver signatures0 fr 2 waiver.xml
