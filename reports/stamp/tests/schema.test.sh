#!/bin/bash
# schema.test.sh PROGRAM: each kind of signature file that this program writes
# follows the schemas: of XML signatures as the W3C wrote it (Debian's
# xmltooling-schemas), of XAdES and ASiC by the rules of the standards' clauses
# (reports/seal/tests/schema), and what schemas can not say: identifiers that
# lead somewhere, and what each baseline level asks for (EN 319 132-1 6.3). And
# npm's xadesjs, a XAdES library of others, reads and verifies them.
set -euo pipefail
entente=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-schema-XXXXXX")
suite=germline-small-variants
url=
# shellcheck source=reports/stamp/tests/authorities.sh
source reports/stamp/tests/authorities.sh
trap 'stop_authorities; rm -rf "$work"' EXIT
w3c=/usr/share/xml/xmltooling/xmldsig-core-schema.xsd

missing() {
	if [ "${ENTENTE_REQUIRE_DATA:-}" = 1 ]; then
		echo "not ok - $1"
		exit 1
	fi
	echo "skip - schema: $1"
	exit 0
}
for tool in openssl perl unzip xmllint; do
	command -v "$tool" >/dev/null || missing "$tool is not installed"
done
[ -r $w3c ] || missing "xmltooling-schemas is not installed"

fail() {
	echo "not ok - $*"
	exit 1
}

mkdir "$work/schema"
cp reports/seal/tests/schema/*.xsd $w3c "$work/schema"
validate() { xmllint --nonet --noout --schema "$work/schema/asic.xsd" "$1" 2>&1; }
ask() { xmllint --nonet --xpath "$2" "$1"; }

# --- one file of each kind -------------------------------------------------
start_authorities
for who in lab fr gb; do issue $who named 400; done
issue tsaca stamps_named 2950
serve_tsa tsaca ca
make_tsa tsa8 2950 stamps
make_tsa tsa20 7300 stamps
make_report
sign() { # OUT KEY OPTIONS...
	local out=$1 key=$2
	shift 2
	"$entente" -q sign "$work/report" --key "$work/$key.key" \
		--cert "$work/$key.pem" -o "$work/$out.asice" "$@"
}
renew() { "$entente" -q renew "$work/$1.asice" --tsa "$url/tsa20" -o "$work/$2.asice"; }
sign draft lab
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes \
	-keyout "$work/self.key" -out "$work/self.pem" -days 400 -subj "/O=Example/CN=self" 2>/dev/null
openssl req -x509 -newkey rsa:3072 -nodes -keyout "$work/rsa.key" -out "$work/rsa.pem" \
	-days 400 -subj "/O=Example/CN=rsa" 2>/dev/null
sign rsa rsa
sign t self --tsa "$url/tsa8"
sign lt lab --tsa "$url/tsa8"
make_list all -crldays 7
sign list lab --tsa "$url/tsa8" --crl "$work/all.crl"
# The list is of the authority's issuer too: it stands beside its response.
sign both lab --tsa "$url/tsaca" --crl "$work/all.crl"
renew lt lta
renew lta lta2
renew both both-lta
renew list list-lta

sha256_of() { openssl x509 -in "$work/$1.crt" -outform DER | sha256sum | cut -d' ' -f1; }
holder() { # ROLE NAME NATION KEY
	echo "<holder role=\"$1\" name=\"$2\" nation=\"$3\" certificate=\"$(sha256_of "$4")\"/>"
}
suite_sha256=$(sha256sum <"$work/report/suite.xml" | cut -d' ' -f1)
mkdir "$work/store"
cat >"$work/store/trust.xml" <<XML
<trust xmlns="urn:entente:trust:1"><holders>$(holder lab "Labo FR" FR lab)
$(holder body "Certif FR" FR fr)$(holder body "Certify GB" GB gb)</holders><suites>
<suite id="$suite" version="1.0.0" sha256="$suite_sha256"/></suites></trust>
XML
cat >"$work/waiver.xml" <<XML
<waiver xmlns="urn:entente:waiver:1" id="W-1" suite="$suite@1.0.0" suite-sha256="$suite_sha256"
        case="FMT-006" outcome="fail" until="$(date -u -d '+300 days' +%F)">
  <product vendor="Example" name="Caller" version="1" covers="this-version"/>
  <reason xml:lang="en">made by the buyer</reason><reason xml:lang="fr">fait par l’acheteur</reason>
</waiver>
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
  <surveillance xml:lang="en">yearly</surveillance><surveillance xml:lang="fr">annuelle</surveillance>
  <complaints>complaints@example.org</complaints>
</scheme>
XML
cat >"$work/decision.xml" <<XML
<decision xmlns="urn:entente:decision:1" number="FR-2026-0001" from="$(date -u +%F)"
          covers="this-version" attempt="1" attempts-registered="1">
  <scope xml:lang="en">Small variants</scope><scope xml:lang="fr">Petits variants</scope>
  <evaluated-by>A</evaluated-by><reviewed-by>B</reviewed-by><decided-by>C</decided-by>
</decision>
XML
by() { echo --trust "$work/store" --key "$work/$1.key" --cert "$work/$1.pem" --tsa "$url/tsa8"; }
# shellcheck disable=SC2046 # options, apart
{
	"$entente" -q waiver sign "$work/waiver.xml" $(by fr) -o "$work/waiver.asice"
	"$entente" -q certify "$work/lt.asice" --as "Certif FR" --scheme "$work/scheme.xml" \
		--decision "$work/decision.xml" $(by fr) -o "$work/certificate.asice"
	"$entente" -q recognise "$work/certificate.asice" --as "Certify GB" $(by gb) \
		-o "$work/seals.asice"
}
renew seals seals-lta

# --- what each must be -----------------------------------------------------
# Each reference by a data object format, each identifier that is used is there.
check_identifiers() { # WHAT FILE
	local id
	[ "$(ask "$2" 'count(//*[local-name()="DataObjectFormat"])')" = \
		"$(ask "$2" 'count(//*[local-name()="Reference"][not(starts-with(@URI,"#"))])')" ] ||
		fail "$1: not one data object format a reference"
	[ "$(ask "$2" 'concat("#",string(//*[local-name()="Signature"]/@Id))')" = \
		"$(ask "$2" 'string(//*[local-name()="QualifyingProperties"]/@Target)')" ] ||
		fail "$1: the qualifying properties are of another signature"
	for id in $(ask "$2" '//@ObjectReference|//@URI[starts-with(.,"#")]' | grep -o '#[^"]*'); do
		[ "$(ask "$2" "count(//*[@Id='${id#\#}'])")" = 1 ] || fail "$1: $id leads nowhere"
	done
	[ "$(ask "$2" 'string(//*[local-name()="Reference"][@Type="http://uri.etsi.org/01903#SignedProperties"]/@URI)')" = \
		"#$(ask "$2" 'string(//*[local-name()="SignedProperties"]/@Id)')" ] ||
		fail "$1: the signed properties are not signed as such"
}
# How many of each a baseline level has.
check_level() { # WHAT FILE "COUNT ELEMENT"...
	local what=$1 file=$2 row
	shift 2
	for row in "1 SigningTime" "1 SigningCertificateV2" "0 SigningCertificate" "$@"; do
		[ "$(ask "$file" "count(//*[local-name()=\"${row#* }\"])")" = "${row% *}" ] ||
			fail "$what: not $row"
	done
}
seen=0
check() { # NAME NUMBER "COUNT ELEMENT"...
	local what="$1, seal $2" file=$work/$1-$2.xml
	unzip -p "$work/$1.asice" "META-INF/signatures$2.xml" >"$file"
	said=$(validate "$file") || fail "$what: $said"
	check_identifiers "$what" "$file"
	shift 2
	check_level "$what" "$file" "$@"
	seen=$((seen + 1))
	echo "ok - $what: the schemas, identifiers, $*"
}
none=("0 UnsignedProperties")
t=("1 SignatureTimeStamp" "0 RevocationValues" "0 ArchiveTimeStamp")
lt=("1 SignatureTimeStamp" "1 CertificateValues" "1 OCSPValues" "0 CRLValues" "0 ArchiveTimeStamp")
check draft 0 "${none[@]}"
check rsa 0 "${none[@]}"
check t 0 "${t[@]}"
check lt 0 "${lt[@]}"
check list 0 "1 SignatureTimeStamp" "1 CRLValues" "0 OCSPValues"
check both 0 "1 CRLValues" "1 OCSPValues" "1 RevocationValues"
check lta 0 "1 SignatureTimeStamp" "1 OCSPValues" "1 ArchiveTimeStamp"
check lta2 0 "2 ArchiveTimeStamp"
check both-lta 0 "1 TimeStampValidationData" "1 ArchiveTimeStamp" "1 CRLValues"
check list-lta 0 "1 CRLValues" "1 ArchiveTimeStamp"
check waiver 0 "${lt[@]}"
check certificate 0 "${lt[@]}"
check seals 0 "${lt[@]}"
check seals 1 "${lt[@]}"
check seals-lta 0 "1 ArchiveTimeStamp"
check seals-lta 1 "1 ArchiveTimeStamp"
[ $seen = 16 ] || fail "$seen signature files, not 16"

# --- and the schemas do refuse ---------------------------------------------
refuses() { # WHAT NAME PERL-EXPRESSION
	perl -0777 -pe "$3" "$work/$2-0.xml" >"$work/changed.xml"
	cmp -s "$work/$2-0.xml" "$work/changed.xml" && fail "$1: nothing was changed"
	validate "$work/changed.xml" >/dev/null && fail "$1: the schemas accept it"
	echo "ok - the schemas refuse: $1"
}
refuses "no target" draft 's/ Target="#S0"//'
refuses "a time that is none" draft 's/(<xades:SigningTime>)[^<]*/$1soon/'
refuses "an identifier twice" draft 's/Id="S0-R1"/Id="S0-R0"/'
refuses "a format of nothing" draft 's/ ObjectReference="#S0-R0"//'
refuses "a digest without method" draft 's/<xades:CertDigest>\n<ds:DigestMethod[^>]*>/<xades:CertDigest>/'
refuses "a digest that is not base64" draft 's/=(<\/ds:DigestValue>)/$1/'
refuses "formats before the certificate" draft \
	's/(<xades:SignedSignatureProperties>.*<\/xades:SignedSignatureProperties>\n)(<xades:SignedDataObjectProperties>.*<\/xades:SignedDataObjectProperties>\n)/$2$1/s'
refuses "unsigned before signed properties" lt \
	's/(<xades:SignedProperties .*<\/xades:SignedProperties>\n)(<xades:UnsignedProperties>.*<\/xades:UnsignedProperties>\n)/$2$1/s'
refuses "unsigned properties of nothing" t \
	's/(<xades:UnsignedSignatureProperties>).*(<\/xades:UnsignedSignatureProperties>)/$1$2/s'
refuses "a time stamp without token" t 's/<xades:EncapsulatedTimeStamp>.*<\/xades:EncapsulatedTimeStamp>\n//s'
refuses "responses before lists" both 's/(<xades:CRLValues>.*<\/xades:CRLValues>\n)(<xades:OCSPValues>.*<\/xades:OCSPValues>\n)/$2$1/s'
refuses "lists without a list" list 's/<xades:EncapsulatedCRLValue>[^<]*<\/xades:EncapsulatedCRLValue>\n//'
refuses "values in another order" both-lta \
	's/(<xades141:TimeStampValidationData[^>]*>\n)(.*?)(<xades:RevocationValues>.*?<\/xades:RevocationValues>\n)(<\/xades141:TimeStampValidationData>)/$1$3<xades:CertificateValues\/>$2$4/s'
refuses "an element that no standard has" lta 's/<xades141:ArchiveTimeStamp /<xades141:Extra\/>$&/'

# --- a XAdES library of others ---------------------------------------------
npm=$PWD/build/npm
[ -d "$npm/node_modules/xadesjs" ] || missing "xadesjs is absent (make deps-test)"
xadesjs() { node reports/stamp/tests/xadesjs.js "$npm/node_modules" "$@"; }
# How many it is to find, by XPath. Archive time stamps are beyond it: it knows
# those of namespace 1.3.2 only, which the standard has given up.
count() { ask "$1" "count(//*[local-name()=\"$2\"])"; }
names=(draft-0 rsa-0 t-0 lt-0 list-0 both-0 waiver-0 certificate-0 seals-0 seals-1)
files=()
for name in "${names[@]}"; do
	mkdir -p "$work/x/$name"
	unzip -qq -o "$work/${name%-*}.asice" -d "$work/x/$name"
	files+=("$work/x/$name" "$work/$name.xml")
	want="verified"
	for element in Reference DataObjectFormat EncapsulatedX509Certificate \
		EncapsulatedCRLValue EncapsulatedOCSPValue; do
		want+=" $(count "$work/$name.xml" $element)"
	done
	echo "$want $(ask "$work/$name.xml" 'string(//*[local-name()="SigningTime"])')"
done >"$work/want"
xadesjs "${files[@]}" >"$work/said"
diff "$work/want" "$work/said" || fail "xadesjs says something else"
paste -d' ' <(printf 'ok - xadesjs: %s\n' "${names[@]}") "$work/said"
perl -pe 's/(<xades:MimeType>)a/$1b/' "$work/lt-0.xml" >"$work/altered.xml"
cp -r "$work/x/lt-0" "$work/x/other"
echo >>"$work/x/other/report.xml"
xadesjs "$work/x/lt-0" "$work/altered.xml" "$work/x/other" "$work/lt-0.xml" >"$work/said"
[ "$(grep -c '^refused .*Invalid digest' "$work/said")" = 2 ] || fail "xadesjs: $(cat "$work/said")"
echo "ok - xadesjs refuses altered properties and an altered member"
