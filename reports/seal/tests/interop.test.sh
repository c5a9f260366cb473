#!/bin/bash
# interop.test.sh PROGRAM: what programs of others say of a sealed report: file,
# unzip and zipinfo of the container, xmlsec1 and xsec-checksig (Apache's XML
# Security library, no code in common) of the signature and of every digest,
# openssl of the raw signature over the canonical SignedInfo, which is
# made here a second time, by xmllint.
set -euo pipefail
entente=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-interop-XXXXXX")
trap 'rm -rf "$work"' EXIT
export SOURCE_DATE_EPOCH=1795428000 # 2026-11-23T10:00:00Z

for tool in xmlsec1 xsec-checksig xmllint unzip zipinfo file openssl; do
	command -v "$tool" >/dev/null && continue
	if [ "${ENTENTE_REQUIRE_DATA:-}" = 1 ]; then
		echo "not ok - $tool is not installed"
		exit 1
	fi
	echo "skip - interop: $tool is not installed"
	exit 0
done

fail() {
	echo "not ok - $*"
	exit 1
}

# A report of the smallest golden submission.
golden=fixtures/golden/forged-1
mkdir "$work/submission"
cp "$golden/good.vcf.gz" "$work/submission/calls.vcf.gz"
cp "$golden/good.vcf.gz.tbi" "$work/submission/calls.vcf.gz.tbi"
"$entente" -q pack "$work/submission" --suite germline-small-variants@1.0.0 \
	--vendor Example --product Caller --product-version 1 --class short-read \
	--claims "snv indel" --sample FORGED-1 >/dev/null
"$entente" -q run germline-small-variants@1.0.0 "$work/submission" \
	-o "$work/report" >/dev/null || [ $? -le 3 ]

# A key and a self-signed certificate in force at the claimed time: openssl 3.0
# can set its first day with `ca` only.
make_key() { # NAME ARGUMENTS-OF-genpkey...
	local name=$1 ca=$work/ca-$1
	shift
	openssl genpkey "$@" -out "$work/$name.key" 2>/dev/null
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
	openssl req -new -key "$work/$name.key" -subj "/O=Example/CN=$name" \
		-out "$ca/csr" 2>/dev/null
	openssl ca -batch -notext -config "$ca/ca.cnf" -selfsign \
		-keyfile "$work/$name.key" -in "$ca/csr" -startdate 20260101000000Z \
		-enddate 20360101000000Z -out "$work/$name.crt" 2>/dev/null
}

hex() { od -An -v -tx1 "$1" | tr -d ' \n'; }

# r||s as the DER sequence that openssl reads.
raw_to_der() { # RAW DER
	local h half
	h=$(hex "$1")
	half=$((${#h} / 2))
	printf 'asn1=SEQUENCE:s\n[s]\nr=INTEGER:0x%s\ns=INTEGER:0x%s\n' \
		"${h:0:half}" "${h:half}" >"$work/asn1.cnf"
	openssl asn1parse -genconf "$work/asn1.cnf" -noout -out "$2"
}

ds=http://www.w3.org/2000/09/xmldsig#
xades=http://uri.etsi.org/01903/v1.3.2#

# The canonical SignedInfo by xmllint, from the lines of the file.
signed_info() { # SIGNATURES.XML
	sed -n '/<ds:SignedInfo>/,/<\/ds:SignedInfo>/p' "$1" |
		sed "1s|<ds:SignedInfo>|<ds:SignedInfo xmlns:ds=\"$ds\">|" >"$work/si.xml"
	xmllint --exc-c14n "$work/si.xml"
}

check_container() { # NAME
	local c=$work/$1.asice
	[[ $(file -b "$c") == *application/vnd.etsi.asic-e+zip* ]] ||
		fail "$1: file says $(file -b "$c")"
	[ "$(head -c 38 "$c" | tail -c 8)" = mimetype ] || fail "$1: offset 30"
	[ "$(head -c 69 "$c" | tail -c 31)" = application/vnd.etsi.asic-e+zip ] ||
		fail "$1: offset 38"
	unzip -tqq "$c" || fail "$1: unzip -t"
	[ "$(zipinfo -1 "$c" | tr '\n' ' ')" = "mimetype report.xml suite.xml \
tallies.tsv truth.bits META-INF/manifest.xml META-INF/signatures0.xml " ] ||
		fail "$1: zipinfo lists $(zipinfo -1 "$c")"
	[ "$(zipinfo "$c" | grep -c ' stor 80-Jan-01 00:00 ')" = 7 ] ||
		fail "$1: not all members are stored at the fixed time"
	echo "ok - $1: file, unzip and zipinfo find an ordinary ASiC-E container"
}

check_digests() { # NAME
	local m want
	for m in report.xml suite.xml tallies.tsv truth.bits; do
		want=$(openssl dgst -sha256 -binary "$work/$1/$m" | base64 -w0)
		grep -A3 "URI=\"$m\"" "$work/$1/META-INF/signatures0.xml" |
			grep -q ">$want<" || fail "$1: digest of $m"
	done
	echo "ok - $1: the digests are those of openssl"
}

check_raw_signature() { # NAME DIGEST OPTIONS-OF-dgst...
	local name=$1 md=$2 sig=$work/$1/META-INF/signatures0.xml
	shift 2
	signed_info "$sig" >"$work/$name.si"
	sed -n 's|.*<ds:SignatureValue[^>]*>\([^<]*\)<.*|\1|p' "$sig" |
		base64 -d >"$work/$name.raw"
	if [[ $name == rsa* ]]; then
		cp "$work/$name.raw" "$work/$name.sig"
	else
		raw_to_der "$work/$name.raw" "$work/$name.sig"
	fi
	openssl x509 -in "$work/$name.crt" -noout -pubkey >"$work/$name.pub"
	openssl dgst "-$md" -verify "$work/$name.pub" \
		-signature "$work/$name.sig" "$@" "$work/$name.si" >/dev/null ||
		fail "$name: openssl does not verify the signature"
	echo x >>"$work/$name.si"
	! openssl dgst "-$md" -verify "$work/$name.pub" \
		-signature "$work/$name.sig" "$@" "$work/$name.si" >/dev/null 2>&1 ||
		fail "$name: openssl verifies anything"
	echo "ok - $name: openssl verifies the signature over SignedInfo"
}

run_xmlsec() { # NAME
	(cd "$work/$1" && xmlsec1 --verify --trusted-pem "../$1.crt" \
		--enabled-key-data x509 --verification-time "2026-11-23 12:00:00" \
		--enabled-reference-uris same-doc,local,remote \
		--id-attr:Id "$xades:SignedProperties" META-INF/signatures0.xml 2>&1)
}

check_xmlsec() { # NAME
	local said
	said=$(run_xmlsec "$1") || fail "$1: xmlsec1 refuses: $said"
	[[ $said == *"(ok/all): 5/5"* ]] || fail "$1: xmlsec1 says $said"
	echo " " >>"$work/$1/tallies.tsv"
	! run_xmlsec "$1" >/dev/null || fail "$1: xmlsec1 verifies anything"
	echo "ok - $1: xmlsec1 verifies the signature and its 5 references"
}

# It looks for the members beside the file itself, and judges no certificate.
run_xsec() { # FOLDER
	(cd "$1" && cp META-INF/signatures0.xml . && xsec-checksig -x --id Id signatures0.xml 2>&1)
}
check_xsec() { # NAME
	local said change
	said=$(run_xsec "$work/$1") && [[ $said == *"Signature verified OK!"* ]] ||
		fail "$1: xsec-checksig refuses: $said"
	for change in 'tallies.tsv s/$/ /' 'META-INF/signatures0.xml s/(<xades:MimeType>)a/$1b/' \
		'META-INF/signatures0.xml s/Id="S0-R1"/Id="S0-R9"/'; do
		rm -rf "$work/changed"
		cp -r "$work/$1" "$work/changed"
		perl -0777 -i -pe "${change#* }" "$work/changed/${change%% *}"
		said=$(run_xsec "$work/changed") && fail "$1: xsec-checksig verifies anything: $said"
		[[ $said == *"Signature failed verification"* ]] || fail "$1: xsec-checksig says $said"
	done
	echo "ok - $1: xsec-checksig verifies the signature and its 5 references"
}

make_key p256 -algorithm EC -pkeyopt ec_paramgen_curve:P-256
make_key p384 -algorithm EC -pkeyopt ec_paramgen_curve:P-384
make_key rsa3072 -algorithm RSA -pkeyopt rsa_keygen_bits:3072
for name in p256 p384 rsa3072; do
	"$entente" -q sign "$work/report" --key "$work/$name.key" \
		--cert "$work/$name.crt" -o "$work/$name.asice"
	mkdir "$work/$name"
	unzip -qq "$work/$name.asice" -d "$work/$name"
	check_container "$name"
	check_digests "$name"
done
check_raw_signature p256 sha256
check_raw_signature p384 sha384
check_raw_signature rsa3072 sha256 -sigopt rsa_padding_mode:pss \
	-sigopt rsa_pss_saltlen:32 -sigopt rsa_mgf1_md:sha256
# xmlsec1 1.2 and xsec-checksig 2.0 have no RSA-PSS.
for name in p256 p384; do check_xsec $name; done
check_xmlsec p256
check_xmlsec p384

# The other way round: a container that another ZIP program made again.
mkdir "$work/again"
unzip -qq "$work/p256.asice" -d "$work/again"
if command -v zip >/dev/null; then
	(cd "$work/again" && zip -q0X ../again.asice mimetype &&
		zip -qrX ../again.asice . -x mimetype)
	rc=0
	said=$("$entente" verify "$work/again.asice") || rc=$?
	[ "$rc" = 1 ] && [[ $said == REFUSED* ]] || fail "repacked: $rc $said"
	echo "ok - a container that another program packed again is refused"
fi
