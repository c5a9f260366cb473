#!/bin/bash
# token.test.sh PROGRAM: keys that never leave a token (PKCS#11), with SoftHSM2
# as the token: what signs, what does not, and what is said of it.
set -euo pipefail
entente=$(realpath "$1")
for tool in softhsm2-util pkcs11-tool; do
	if ! command -v $tool >/dev/null; then
		echo "skip - keys in tokens : no $tool"
		exit 0
	fi
done
module=
for m in /usr/lib/softhsm/libsofthsm2.so /usr/lib/*/softhsm/libsofthsm2.so; do
	[ -e "$m" ] && module=$m
done
if [ -z "$module" ]; then
	echo "skip - keys in tokens : no libsofthsm2.so"
	exit 0
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-token-XXXXXX")
trap 'rm -rf "$work"' EXIT
suite=germline-small-variants
unset ENTENTE_PKCS11_MODULE

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

# --- two tokens, their keys, and certificates for these ----------------------
export SOFTHSM2_CONF=$work/softhsm2.conf
mkdir "$work/tokens"
printf 'directories.tokendir = %s\nobjectstore.backend = file\nlog.level = ERROR\n' \
	"$work/tokens" >"$SOFTHSM2_CONF"
tool() { pkcs11-tool --module "$module" "$@"; }
for label in "Certif FR" twin twin; do
	softhsm2-util --init-token --free --label "$label" --so-pin 9999 --pin 1234 \
		>"$work/init.txt" 2>&1 || fail "a token: $(cat "$work/init.txt")"
done
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	-keyout "$work/ca.key" -out "$work/ca.crt" -days 30 -subj "/CN=CA" 2>/dev/null
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	-keyout "$work/any.key" -out "$work/any.csr" -subj "/O=Example/CN=Token" 2>/dev/null
make_key() { # NAME TYPE ID USAGE...
	local name=$1 type=$2 id=$3
	shift 3
	tool --token-label "Certif FR" --login --pin 1234 --keypairgen --key-type "$type" \
		--label "$name" --id "$id" "$@" >"$work/gen.txt" 2>&1 ||
		fail "a key: $(cat "$work/gen.txt")"
	tool --token-label "Certif FR" --read-object --type pubkey --id "$id" \
		-o "$work/$name.der" >/dev/null 2>&1
	openssl pkey -pubin -inform DER -in "$work/$name.der" -out "$work/$name.pub" 2>/dev/null
	openssl x509 -req -in "$work/any.csr" -force_pubkey "$work/$name.pub" \
		-CA "$work/ca.crt" -CAkey "$work/ca.key" -CAcreateserial -days 30 \
		-out "$work/$name.crt" 2>/dev/null
	cat "$work/ca.crt" >>"$work/$name.crt"
}
make_key p256 EC:secp256r1 01 --usage-sign
# pkcs11-tool can not read a public key of P-384: this one is made outside.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-384 -nodes -keyout "$work/p384.key" \
	-out "$work/p384.crt" -days 30 -subj "/O=Example/CN=Token 384" 2>/dev/null
softhsm2-util --import "$work/p384.key" --token "Certif FR" --label p384 --id 02 \
	--pin 1234 >"$work/gen.txt" 2>&1 || fail "a key: $(cat "$work/gen.txt")"
rm "$work/p384.key"
make_key rsa rsa:3072 03 --usage-sign
# No option of pkcs11-tool takes the right to sign (CKA_SIGN, 0x108) from a key.
find "$work/tokens" -name '*.object' | sort >"$work/before"
make_key unfit EC:secp256r1 04 --usage-derive
find "$work/tokens" -name '*.object' | sort | comm -13 "$work/before" - |
	xargs perl -0777 -pi -e 's/(\0{6}\x01\x08\0{7}\x01)\xff/$1\0/'
make_key p256 EC:secp256r1 05 --usage-sign # the same label, another id
mv "$work/p256.crt" "$work/other.crt"
make_key careful EC:secp256r1 06 --usage-sign --always-auth
tool --token-label "Certif FR" --read-object --type pubkey --id 01 -o "$work/p256.der" >/dev/null 2>&1
openssl pkey -pubin -inform DER -in "$work/p256.der" -out "$work/p256.pub" 2>/dev/null
openssl x509 -req -in "$work/any.csr" -force_pubkey "$work/p256.pub" -CA "$work/ca.crt" \
	-CAkey "$work/ca.key" -CAcreateserial -days 30 -out "$work/p256.crt" 2>/dev/null

# --- a report to seal ---------------------------------------------------------
mkdir "$work/sub"
cp fixtures/golden/forged-1/good.vcf.gz "$work/sub/calls.vcf.gz"
cp fixtures/golden/forged-1/good.vcf.gz.tbi "$work/sub/calls.vcf.gz.tbi"
"$entente" -q pack "$work/sub" --suite "$suite@1.0.0" --vendor Example --product Caller \
	--product-version 1 --class short-read --claims "snv indel" --sample FORGED-1 >/dev/null
"$entente" -q run "$suite@1.0.0" "$work/sub" -o "$work/r" >/dev/null || [ $? -le 3 ]
digest() { openssl x509 -in "$work/$1.crt" -outform DER | sha256sum | cut -d' ' -f1; }
mkdir "$work/store"
{
	echo '<trust xmlns="urn:entente:trust:1"><holders>'
	for k in p256 p384 rsa careful; do
		role=lab
		[ $k = p384 ] && role=body
		echo "<holder role=\"$role\" name=\"$k\" nation=\"FR\" certificate=\"$(digest $k)\"/>"
	done
	echo "</holders><suites><suite id=\"$suite\" version=\"1.0.0\" sha256=\"$(sha256sum \
		<"$work/r/suite.xml" | cut -d' ' -f1)\"/></suites></trust>"
} >"$work/store/trust.xml"

# sign KEY-URI CERT [PIN [OPTION...]]
sign() {
	local uri=$1 cert=$2 pin=${3-1234}
	shift $(($# > 3 ? 3 : $#))
	"$entente" sign "$work/r" --key "$uri" --cert "$work/$cert.crt" --force \
		-o "$work/out.asice" --pkcs11-module "$module" --passphrase-fd 3 "$@" \
		3<<<"$pin"
}
fr="pkcs11:token=Certif%20FR"

expect "a key of the curve P-256 signs" 0 "sealed: " sign "$fr;object=p256;id=%01" p256
expect "and its seal verifies" 0 "ECDSA P-256 SHA-256" \
	"$entente" verify "$work/out.asice" --trust "$work/store" --strict
expect "a key of the curve P-384 signs" 0 "sealed: " sign "$fr;object=p384" p384
expect "and its seal verifies" 0 "ECDSA P-384 SHA-384" \
	"$entente" verify "$work/out.asice" --trust "$work/store" --strict
expect "an RSA key signs" 0 "sealed: " sign "$fr;object=rsa;type=private" rsa
expect "and its seal verifies" 0 "RSA-PSS SHA-256" \
	"$entente" verify "$work/out.asice" --trust "$work/store" --strict
cp "$work/out.asice" "$work/report.asice"
expect "a key that asks for the PIN each time signs" 0 "sealed: " \
	sign "$fr;object=careful" careful
expect "the module may be named by the environment" 0 "sealed: " \
	env ENTENTE_PKCS11_MODULE="$module" "$entente" sign "$work/r" --key "$fr;object=rsa" \
	--cert "$work/rsa.crt" --force -o "$work/out.asice" --passphrase-fd 3 3<<<1234
expect "or in the URI" 0 "sealed: " "$entente" sign "$work/r" --force \
	--key "$fr;object=rsa?module-path=$module" --cert "$work/rsa.crt" \
	-o "$work/out.asice" --passphrase-fd 3 3<<<1234
rm "$work/out.asice"

expect "not in both" 2 "named twice" \
	sign "$fr;object=rsa?module-path=$module" rsa
expect "nowhere" 2 "name its PKCS#11 module" "$entente" sign "$work/r" \
	--key "$fr;object=rsa" --cert "$work/rsa.crt" -o "$work/out.asice"
expect "a module for a key in a file" 2 "is for a key in a token" \
	sign "$work/ca.key" ca
expect "a wrong PIN" 4 "does not accept this PIN" sign "$fr;object=p384" p384 4321
expect "no PIN" 2 "asks for a PIN" "$entente" sign "$work/r" --key "$fr;object=p384" \
	--cert "$work/p384.crt" --pkcs11-module "$module" -o "$work/out.asice" \
	--passphrase-fd 3 3</dev/null
expect "no terminal to ask at" 2 "asks for a PIN" setsid -w "$entente" sign "$work/r" \
	--key "$fr;object=p384" --cert "$work/p384.crt" --pkcs11-module "$module" \
	-o "$work/out.asice"
expect "a PIN on the command line" 2 "has no place" sign "$fr;object=p384?pin-value=1234" p384
expect "in French" 2 "n’a pas sa place" \
	sign "$fr;object=p384?pin-value=1234" p384 1234 --lang fr
expect "a token that is not there" 4 "no token fits" sign "pkcs11:token=GB;object=p384" p384
expect "two tokens of one name" 2 "2 tokens fit" sign "pkcs11:token=twin;object=p384" p384
expect "a key that is not there" 4 "no private key that fits" sign "$fr;object=none" p384
expect "two keys of one name" 2 "more than one private key" sign "$fr;object=p256" p256
expect "a key that may not sign" 4 "not one that may sign" sign "$fr;object=unfit" unfit
expect "a certificate of another key" 4 "is not that of the certificate" \
	sign "$fr;object=p256;id=%01" other
expect "a certificate of another kind of key" 4 "can not sign in the way" \
	sign "$fr;object=p256;id=%01" rsa
expect "a file that is no module" 4 "is no PKCS#11 module" "$entente" sign "$work/r" \
	--key "$fr;object=rsa" --cert "$work/rsa.crt" --pkcs11-module "$work/any.csr" \
	-o "$work/out.asice"
# To its end: who stops reading kills ldd, and that ends the test.
libc=$(ldd "$entente" | awk '$1 ~ /^libm\.so/ && $2 == "=>" { print $3 }')
expect "a library that is none" 4 "is no PKCS#11 module" "$entente" sign "$work/r" \
	--key "$fr;object=rsa" --cert "$work/rsa.crt" --pkcs11-module "${libc:-$entente}" \
	-o "$work/out.asice"
expect "a module that is not there" 4 "no such PKCS#11 module" "$entente" sign "$work/r" \
	--key "$fr;object=rsa" --cert "$work/rsa.crt" --pkcs11-module "$work/none.so" \
	-o "$work/out.asice"
expect "a URI that says nothing" 2 "is written like" sign "pkcs11:" p384
expect "an attribute that would be ignored" 2 "has no meaning here" \
	sign "$fr;object=rsa;slot-id=1" rsa
[ -e "$work/out.asice" ] && fail "a file was left behind"

# --- a body certifies with its token -----------------------------------------
today=$(date -u +%F)
suite_sha256=$(sha256sum <"$work/r/suite.xml" | cut -d' ' -f1)
cat >"$work/scheme.xml" <<XML
<scheme xmlns="urn:entente:scheme:1" id="fr-example" version="1.0.0" nation="FR" status="proposed" source="an example for the tests">
  <title xml:lang="en">Example scheme</title>
  <title xml:lang="fr">Schéma d’exemple</title>
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
cat >"$work/decision.xml" <<XML
<decision xmlns="urn:entente:decision:1" number="FR-2026-0001" from="$today"
          covers="this-version" attempt="1" attempts-registered="1">
  <scope xml:lang="en">Small germline variants of short reads</scope>
  <scope xml:lang="fr">Petits variants germinaux de lectures courtes</scope>
  <regulatory regime="CE-IVDR" declared="none"/>
  <evaluated-by>A. Evaluator</evaluated-by>
  <reviewed-by>B. Reviewer</reviewed-by>
  <decided-by>C. Decider</decided-by>
</decision>
XML
expect "a body certifies with a key in a token" 0 "certificate: " \
	"$entente" certify "$work/report.asice" --as p384 --scheme "$work/scheme.xml" \
	--decision "$work/decision.xml" --trust "$work/store" --key "$fr;object=p384" \
	--cert "$work/p384.crt" --pkcs11-module "$module" --passphrase-fd 3 \
	-o "$work/cert.asice" 3<<<1234
expect "and the certificate verifies" 0 "certificate (ISO/IEC 17065)" \
	"$entente" verify "$work/cert.asice" --trust "$work/store" --strict
