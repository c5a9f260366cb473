#!/bin/bash
# stamp.test.sh PROGRAM: time stamps and status responses of real authorities
# (openssl ts, openssl ocsp) on the loopback, what verification says of them
# now, in 5 years and in 12, with and without renewal; what openssl and xmlsec1
# say of what was embedded; and what is refused.
set -euo pipefail
entente=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-stamp-XXXXXX")
# shellcheck source=reports/stamp/tests/authorities.sh
source reports/stamp/tests/authorities.sh
trap 'stop_authorities; rm -rf "$work"' EXIT
suite=germline-small-variants

for tool in openssl perl unzip xmlsec1 xmllint; do
	command -v "$tool" >/dev/null && continue
	if [ "${ENTENTE_REQUIRE_DATA:-}" = 1 ]; then
		echo "not ok - $tool is not installed"
		exit 1
	fi
	echo "skip - stamp: $tool is not installed"
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

start_authorities
issue lab named 400
issue plain seal 400
issue seal-q qualified 400
issue revoked named 400
issue elsewhere seal 400
issue held named 400
issue listed listed 400
issue listed-ldap elsewhere_listed 400
make_tsa tsa8 2950 stamps
make_tsa tsa20 7300 stamps
make_tsa sha1 3650 stamps sha1
issue tsaca stamps_named 2950
serve_tsa tsaca ca
make_root strangeroot
make_tsa stranger 7300 stamps sha256 strangeroot
openssl ca -config "$work/ca.cnf" -cert "$work/ca.crt" -keyfile "$work/ca.key" \
	-revoke "$work/revoked.crt" 2>/dev/null
openssl ca -config "$work/ca.cnf" -cert "$work/ca.crt" -keyfile "$work/ca.key" \
	-revoke "$work/held.crt" -crl_reason certificateHold 2>/dev/null

make_report
suite_sha256=$(sha256sum <"$work/report/suite.xml" | cut -d' ' -f1)

trust() { # DIR HOLDERS
	mkdir -p "$work/$1"
	cp "$work/ca.crt" "$work/tsaroot.crt" "$work/$1/"
	cat >"$work/$1/trust.xml" <<-XML
		<trust xmlns="urn:entente:trust:1"><anchors>
		<anchor id="ca" file="ca.crt" sha256="$(sha256_of ca)"/>
		<anchor id="tsaroot" file="tsaroot.crt" sha256="$(sha256_of tsaroot)"/>
		</anchors><holders>$2</holders><suites>
		<suite id="$suite" version="1.0.0" sha256="$suite_sha256"/></suites></trust>
	XML
}
lab='<holder role="lab" name="Labo FR" nation="FR" anchor="ca" subject="CN=lab,O=Example"/>'
labs="$lab$(for n in plain seal-q revoked elsewhere listed; do
	echo "<holder role=\"lab\" name=\"Labo $n\" nation=\"FR\" anchor=\"ca\" subject=\"CN=$n,O=Example\"/>"
done)"
tsas='<holder role="tsa" name="Horodatage FR" nation="FR" anchor="tsaroot"/>'
tsas+='<holder role="tsa" name="Time GB" nation="GB" anchor="ca" subject="CN=tsaca,O=Example"/>'
trust store "$labs$tsas"
trust notsa "$labs"

sign() { # OUT KEY OPTIONS...
	local out=$1 key=$2
	shift 2
	"$entente" -q sign "$work/report" --key "$work/$key.key" \
		--cert "$work/$key.pem" -o "$work/$out.asice" "$@"
}
verify() { "$entente" verify --trust "$work/store" "$@"; }
in_years() { date -u -d "+$1 years" +%F; }

# --- levels ---------------------------------------------------------------
sign draft lab
expect "without a time stamp it is a draft" 0 "a draft (level B-B)" \
	verify "$work/draft.asice"
expect "a draft proves no time" 3 "no time stamp that the trust store can judge" \
	verify "$work/draft.asice" --timed
expect "as JSON a draft is called so" 0 '"level": "B-B (draft)"' \
	verify "$work/draft.asice" --json
sign lt lab --tsa "$url/tsa8"
expect "with time stamp and status: level B-LT" 0 \
	"B-LT: the certificate was not revoked at 20" verify "$work/lt.asice"
expect "the time is proved" 0 "proved by the time stamp of Horodatage FR (FR)" \
	verify "$work/lt.asice" --timed --strict
expect "and the issuer's word is there" 0 "B-LT" verify "$work/lt.asice" --unrevoked
expect "which a draft has not" 3 "says that the signer's certificate was not revoked" \
	verify "$work/draft.asice" --unrevoked
expect "as JSON" 0 '"level": "B-LT", "proved_time": "20' verify "$work/lt.asice" --json
sign given plain --tsa "$url/tsa8" --ocsp "$url/ocsp"
expect "the responder can be given" 0 "B-LT" verify "$work/given.asice" --timed
expect "no responder is known" 2 "names no responder (OCSP)" \
	sign none plain --tsa "$url/tsa8"
expect "a status alone is of no use" 2 "--ocsp goes with --tsa" \
	sign none plain --ocsp "$url/ocsp"
expect "a certificate is not taken for qualified" 0 \
	"it does not state that it is qualified" verify "$work/lt.asice"
sign q seal-q --tsa "$url/tsa8"
expect "what a certificate states of itself" 0 \
	"it states that it is qualified, for electronic seals" verify "$work/q.asice"
expect "... as JSON" 0 '"says_qualified_seal": true' verify "$work/q.asice" --json
[ ! -e "$work/none.asice" ] || fail "a container is there after a refusal"

# Self-signed: nobody can say whether it was revoked.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	-keyout "$work/self.key" -out "$work/self.crt" -days 400 \
	-subj "/O=Example/CN=self" 2>/dev/null
cp "$work/self.crt" "$work/self.pem"
sign self self --tsa "$url/tsa8"
expect "self-signed: level B-T" 0 "B-T: nobody says" verify "$work/self.asice"

# --- revocation lists ------------------------------------------------------
make_list all -crldays 7
sign by-list plain --tsa "$url/tsa8" --crl "$work/all.crl"
expect "a list says what a responder would: level B-LT" 0 \
	"B-LT: the certificate was not revoked at 20" verify "$work/by-list.asice" --timed --strict
openssl crl -in "$work/all.crl" -outform DER -out "$auth/crl.resp" 2>/dev/null
sign by-address plain --tsa "$url/tsa8" --crl "$url/crl"
expect "fetched from an address" 0 "B-LT" verify "$work/by-address.asice" --timed
sign named-list listed --tsa "$url/tsa8"
expect "or from the one that the certificate names" 0 "B-LT" \
	verify "$work/named-list.asice" --timed
expect "only http is asked" 2 "its issuer's list with --crl" \
	sign none listed-ldap --tsa "$url/tsa8"
expect "revoked, says the list" 4 "all.crl says that the certificate is revoked" \
	sign none revoked --tsa "$url/tsa8" --crl "$work/all.crl"
expect "suspended, says the list" 4 "all.crl says that the certificate is suspended" \
	sign none held --tsa "$url/tsa8" --crl "$work/all.crl"
expect "a list that is not there, before anybody is asked" 4 "$work/no.crl: cannot" \
	sign none plain --tsa http://127.0.0.1:1/ --crl "$work/no.crl"
make_list stale -crl_lastupdate "$(date -u -d '-3 days' +%Y%m%d%H%M%SZ)" \
	-crl_nextupdate "$(date -u -d '-1 day' +%Y%m%d%H%M%SZ)"
expect "a list from before the certificate" 4 "was not in force" \
	sign none plain --tsa "$url/tsa8" --crl "$work/stale.crl"
make_list over -crlsec 1
sleep 2
expect "a list that the next one has replaced" 4 "was out of date at the time stamp" \
	sign none plain --tsa "$url/tsa8" --crl "$work/over.crl"
make_list indirect -crldays 7 -crlexts indirect
expect "an indirect list" 4 "is indirect, of certificates that others issued" \
	sign none plain --tsa "$url/tsa8" --crl "$work/indirect.crl"
make_list partial -crldays 7 -crlexts partial
expect "the list of another part of the certificates" 4 \
	"partial.crl is about other certificates than that of the signer" \
	sign none plain --tsa "$url/tsa8" --crl "$work/partial.crl"
sign part listed --tsa "$url/tsa8" --crl "$work/partial.crl"
expect "the list of its own part" 0 "B-LT" verify "$work/part.asice" --timed
expect "no list at all" 4 "(CRL) is not well-formed" \
	sign none plain --tsa "$url/tsa8" --crl "$work/ca.crt"
expect "no file" 4 "nowhere" sign none plain --tsa "$url/tsa8" --crl "$work/nowhere"
expect "a list without a time stamp" 2 "--crl goes with --tsa" \
	sign none plain --crl "$work/all.crl"
expect "a list and a responder" 2 "two ways to one answer" \
	sign none plain --tsa "$url/tsa8" --crl "$work/all.crl" --ocsp "$url/ocsp"
[ ! -e "$work/none.asice" ] || fail "a container is there after a refusal"
unzip -p "$work/by-list.asice" META-INF/signatures0.xml |
	perl -0777 -ne 'print $1 if /<xades:EncapsulatedCRLValue>([^<]*)/' | base64 -d >"$work/embedded"
openssl crl -inform DER -in "$work/embedded" -CAfile "$work/ca.crt" -noout >"$work/said" 2>&1
grep -q 'verify OK' "$work/said" || fail "openssl crl: $(cat "$work/said")"
openssl crl -inform DER -in "$work/embedded" -out "$work/embedded.pem" 2>/dev/null
openssl verify -crl_check -CRLfile "$work/embedded.pem" -CAfile "$work/ca.crt" \
	"$work/plain.crt" >/dev/null 2>&1 || fail "openssl verify refuses"
openssl verify -crl_check -CRLfile "$work/embedded.pem" -CAfile "$work/ca.crt" \
	"$work/revoked.crt" >/dev/null 2>&1 && fail "openssl verify: whoever is revoked"
echo "ok - openssl crl and openssl verify agree with the list that is embedded"
"$entente" -q renew "$work/by-list.asice" --tsa "$url/tsa20" -o "$work/by-list-lta.asice"
expect "a list holds offline in 12 years too, renewed" 0 VALID \
	verify "$work/by-list-lta.asice" --at "$(in_years 12)" --timed

# --- years later ----------------------------------------------------------
expect "in 5 years, offline, the signer's certificate ended" 0 VALID \
	verify "$work/lt.asice" --at "$(in_years 5)" --timed
expect "a draft says nothing then" 3 \
	"the signer's certificate has ended, and that the seal is older is not proved: it has no time stamp" \
	verify "$work/draft.asice" --at "$(in_years 5)"
expect "in 12 years the time stamp's certificate has ended too" 3 \
	"has ended since, and no archive time stamp proves that it is older" \
	verify "$work/lt.asice" --at "$(in_years 12)"
"$entente" -q renew "$work/lt.asice" --tsa "$url/tsa20" -o "$work/lta.asice"
expect "renewed: level B-LTA" 0 "B-LTA" verify "$work/lta.asice" --timed
expect "in 5 years" 0 VALID verify "$work/lta.asice" --at "$(in_years 5)" --timed
expect "in 12 years, renewed" 0 "proved by the time stamp of Horodatage FR" \
	verify "$work/lta.asice" --at "$(in_years 12)" --timed
expect "in 25 years that is over" 3 "not proved" \
	verify "$work/lta.asice" --at "$(in_years 25)"
"$entente" -q renew "$work/lta.asice" --tsa "$url/tsa20" -o "$work/lta2.asice"
expect "renewed twice" 0 "archive time stamps: 2" \
	verify "$work/lta2.asice" --at "$(in_years 12)" --timed
expect "nothing to renew in a draft" 4 "there is nothing to renew" \
	"$entente" renew "$work/draft.asice" --tsa "$url/tsa20" -o "$work/none.asice"
late() { SOURCE_DATE_EPOCH=$(date -u -d "+12 years" +%s) "$entente" renew "$@"; }
expect "renewed too late" 4 "comes too late" \
	late "$work/lt.asice" --tsa "$url/tsa20" -o "$work/none.asice"
expect "a day that is none" 2 "--at takes a day" verify "$work/lt.asice" --at soon
expect "asked about a day before it was sealed" 3 "was not there yet at the day" \
	verify "$work/lt.asice" --at "$(date -u -d yesterday +%F)"

# An authority whose issuer says whether it is revoked: beside the first time
# stamp, and again before the archive.
sign both lab --tsa "$url/tsaca"
[ "$(unzip -p "$work/both.asice" META-INF/signatures0.xml | grep -c "<xades:EncapsulatedOCSPValue")" = 2 ] ||
	fail "not the statuses of signer and authority"
expect "the status of the authority" 0 "time stamp of Time GB (GB)" \
	verify "$work/both.asice" --timed
"$entente" -q renew "$work/both.asice" --tsa "$url/tsa20" -o "$work/both-lta.asice"
unzip -p "$work/both-lta.asice" META-INF/signatures0.xml | grep -q TimeStampValidationData ||
	fail "the status of the authority is not before the archive time stamp"
expect "... and in 12 years" 0 "time stamp of Time GB (GB)" \
	verify "$work/both-lta.asice" --timed --at "$(in_years 12)"

# --- whom the reader believes ---------------------------------------------
expect "an unknown authority proves nothing" 0 \
	"the trust store does not know the authority that made its time stamp" \
	"$entente" verify --trust "$work/notsa" "$work/lt.asice"
expect "... and nothing in 5 years" 3 "that the seal is older is not proved" \
	"$entente" verify --trust "$work/notsa" "$work/lt.asice" --at "$(in_years 5)"
expect "an archive by an unknown authority proves nothing" 3 "not proved" \
	bash -c '"$1" renew "$2" --tsa "$3" -o "$4" -q && "$1" verify --trust "$5" "$4" --at "$6"' \
	- "$entente" "$work/lt.asice" "$url/stranger" "$work/lta3.asice" \
	"$work/store" "$(in_years 12)"
tomorrow=$(date -u -d tomorrow +%F)
today=$(date -u +%F)
trust later "${labs/role=\"lab\" name=\"Labo FR\"/role=\"lab\" distrusted-since=\"$tomorrow\" name=\"Labo FR\"}$tsas"
expect "a key that was stolen after the proved time" 0 VALID \
	"$entente" verify --trust "$work/later" "$work/lt.asice" --timed
expect "... and without a proved time" 3 "the time of signing is only claimed" \
	"$entente" verify --trust "$work/later" "$work/draft.asice"
trust before "${labs/role=\"lab\" name=\"Labo FR\"/role=\"lab\" distrusted-since=\"$today\" name=\"Labo FR\"}$tsas"
expect "a key that was stolen before" 1 "the time stamp is of then or later" \
	"$entente" verify --trust "$work/before" "$work/lt.asice"
trust badtsa "$labs${tsas/name=/distrusted-since=\"$today\" name=}"
expect "an authority that is distrusted" 0 "distrusts the authority" \
	"$entente" verify --trust "$work/badtsa" "$work/lt.asice"

# --- what is refused when it is made --------------------------------------
expect "a certificate digest of SHA-1 only" 4 "ESSCertIDv2" \
	sign none lab --tsa "$url/sha1"
expect "a revoked certificate" 4 "is revoked" sign none revoked --tsa "$url/tsa8"
expect "a suspended certificate" 4 "is suspended" sign none held --tsa "$url/tsa8"
# The suspension is lifted: the line in the authority's list is as before.
perl -i -pe 's/^R\t(\S+)\t[^\t]*(.*CN=held)$/V\t$1\t$2/' "$work/index"
sign unheld held --tsa "$url/tsa8"
expect "that is good again" 0 "B-LT: the certificate was not revoked at 20" \
	verify "$work/unheld.asice"
expect "no authority there" 4 "status 500" sign none lab --tsa "$url/nobody"
expect "no server there" 4 "no answer from the server" \
	sign none lab --tsa http://127.0.0.1:1/
expect "another protocol" 2 "begins with http" sign none lab --tsa "file://$work/x"
cp "$auth/tsa8.resp" "$auth/replay.resp"
printf 'cp "%s" "%s"\n' "$work/replayed" "$auth/replay.resp" >"$auth/replay.sh"
cp "$auth/tsa8.resp" "$work/replayed"
cp "$auth/tsa8.type" "$auth/replay.type"
expect "a time stamp of another signature" 4 "made for something else" \
	sign none lab --tsa "$url/replay"
# The right imprint, another nonce: the authority is asked anew without ours.
cp "$auth/tsa8.type" "$auth/nonce.type"
cat >"$auth/nonce.sh" <<SH
md=\$(openssl asn1parse -inform DER -in "$auth/nonce.req" | sed -n 's/.*OCTET STRING.*HEX DUMP.://p')
openssl ts -query -digest "\$md" -sha256 -cert -out "$auth/nonce.new" 2>/dev/null
openssl ts -reply -config "$work/tsa8.cnf" -queryfile "$auth/nonce.new" -out "$auth/nonce.resp" >/dev/null 2>&1
SH
expect "a time stamp with another nonce" 4 "its nonce differs" \
	sign none lab --tsa "$url/nonce"
printf 'openssl ts -reply -config "%s" -queryfile "%s" -out "%s" >/dev/null 2>&1\n' \
	"$work/tsa8.cnf" /dev/null "$auth/rejected.resp" >"$auth/rejected.sh"
cp "$auth/tsa8.type" "$auth/rejected.type"
expect "the authority declines" 4 "gives no time stamp: status 2" \
	sign none lab --tsa "$url/rejected"
for a in tsa ocsp; do
	cp "$auth/${a/tsa/tsa8}.type" "$auth/garbage-$a.type"
	echo "printf x >\"$auth/garbage-$a.resp\"" >"$auth/garbage-$a.sh"
done
expect "an authority's answer that is none" 4 "is not well-formed" \
	sign none lab --tsa "$url/garbage-tsa"
expect "a responder's answer that is none" 4 "is not well-formed" \
	sign none lab --tsa "$url/tsa8" --ocsp "$url/garbage-ocsp"
printf 'HTTP/1.1 302 Elsewhere\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n' \
	"$url/tsa8" >"$auth/moved.raw"
expect "a redirect is not followed" 4 "status 302" sign none lab --tsa "$url/moved"
sign again lab --tsa "$url/tsa8"
cp "$auth/ocsp.resp" "$work/earlier"
cp "$auth/ocsp.type" "$auth/earlier.type"
printf 'cp "%s" "%s"\n' "$work/earlier" "$auth/earlier.resp" >"$auth/earlier.sh"
expect "a status that answered an earlier question" 4 "its nonce differs" \
	sign none lab --tsa "$url/tsa8" --ocsp "$url/earlier"
responder_sh strange elsewhere
expect "a status by a stranger" 4 "nor by a responder that it authorised" \
	sign none lab --tsa "$url/tsa8" --ocsp "$url/strange"
cp "$auth/ocsp.type" "$auth/oldstatus.type"
cp "$auth/ocsp.resp" "$work/oldstatus"
printf 'cp "%s" "%s"\n' "$work/oldstatus" "$auth/oldstatus.resp" >"$auth/oldstatus.sh"
expect "a status of another certificate" 4 "about another certificate" \
	sign none plain --tsa "$url/tsa8" --ocsp "$url/oldstatus"
[ ! -e "$work/none.asice" ] || fail "a container is there after a refusal"

# --- tampering with what was made -----------------------------------------
# Unpack, change the signature file by a program, pack as entente does: the
# order of the entries, stored, no extra fields.
repack() { # FROM TO PERL-EXPRESSION
	rm -rf "$work/x"
	mkdir "$work/x"
	unzip -qq "$work/$1.asice" -d "$work/x"
	perl -0777 -i -pe "$3" "$work/x/META-INF/signatures0.xml"
	mapfile -t names < <(unzip -Z1 "$work/$1.asice")
	perl reports/stamp/tests/pack.pl "$work/x" "$work/$2.asice" "${names[@]}"
}
repack lt same '1'
cmp "$work/lt.asice" "$work/same.asice" || fail "packed again it is another file"
repack lt stripped 's/<xades:UnsignedProperties>.*<\/xades:UnsignedProperties>\n//s'
cmp -s "$work/lt.asice" "$work/stripped.asice" && fail "nothing was stripped"
expect "stripped of its time stamp it is a draft" 3 "a draft (level B-B)" \
	verify "$work/stripped.asice" --timed
expect "... that says nothing in 5 years" 3 "it has no time stamp" \
	verify "$work/stripped.asice" --at "$(in_years 5)"
repack lt extra 's/<\/xades:UnsignedSignatureProperties>/<xades:Extra\/>\n$&/'
expect "an element more among the unsigned properties" 1 \
	"departs from the one accepted form" verify "$work/extra.asice"
token=$(perl -0777 -ne 'print $1 if /<xades:EncapsulatedTimeStamp>([^<]*)/' \
	<(unzip -p "$work/q.asice" META-INF/signatures0.xml))
repack lt swapped "s/(<xades:EncapsulatedTimeStamp>)[^<]*/\$1$(printf %s "$token" | sed 's/[/+]/\\&/g')/"
expect "the time stamp of another container" 1 "made for something else" \
	verify "$work/swapped.asice"
repack lta archive 's/(<xades141:ArchiveTimeStamp.*<xades:EncapsulatedTimeStamp>)[^<]*/$1'"$(printf %s "$token" | sed 's/[/+]/\\&/g')"'/s'
expect "an archive time stamp of something else" 1 "made for something else" \
	verify "$work/archive.asice"
repack both-lta unsaid 's/<xades141:TimeStampValidationData.*<\/xades141:TimeStampValidationData>\n//s'
expect "what the archive time stamp covers is taken away" 1 "made for something else" \
	verify "$work/unsaid.asice"
ocsp=$(perl -0777 -ne 'print $1 if /<xades:EncapsulatedOCSPValue>([^<]*)/' \
	<(unzip -p "$work/q.asice" META-INF/signatures0.xml))
repack lt otherstatus "s/(<xades:EncapsulatedOCSPValue>)[^<]*/\$1$(printf %s "$ocsp" | sed 's/[/+]/\\&/g')/"
expect "a status of another certificate, put in" 1 \
	"about another certificate than those of the seal" verify "$work/otherstatus.asice"
openssl crl -in "$work/stale.crl" -outform DER -out "$work/stale.der" 2>/dev/null
repack by-list stale "s/(<xades:EncapsulatedCRLValue>)[^<]*/\$1$(base64 -w0 "$work/stale.der" | sed 's/[/+]/\\&/g')/"
expect "an older list, put in" 1 "was not in force" verify "$work/stale.asice"
# Later words of the authority, put in its place: a file that somebody else kept
# up to date. The line of the authority's list says since when, and why.
say_of_plain() { # NAME SINCE REASON
	perl -i -pe 's/^[VR]\t(\S+)\t[^\t]*(.*CN=plain)$/'"$(
		[ -z "$2" ] && echo 'V\t$1\t$2' || echo "R\\t\$1\\t$2,$3\$2")"'/' "$work/index"
	make_list "$1" -crldays 7
	openssl crl -in "$work/$1.crl" -outform DER -out "$work/$1.der" 2>/dev/null
	repack by-list "$1" "s/(<xades:EncapsulatedCRLValue>)[^<]*/\$1$(
		base64 -w0 "$work/$1.der" | sed 's/[/+]/\\&/g')/"
}
yesterday=$(date -u -d yesterday +%y%m%d%H%M%SZ)
say_of_plain was-revoked "$yesterday" keyCompromise
expect "revoked before it sealed, says the list" 1 "was revoked at" \
	verify "$work/was-revoked.asice"
say_of_plain was-held "$yesterday" certificateHold
expect "suspended when it sealed, says the list" 3 "whether it will be good again or revoked" \
	verify "$work/was-held.asice"
expect "... as JSON" 3 '"certificate_status": "suspended"' verify "$work/was-held.asice" --json
expect "... in French" 3 "on ne sait pas encore s’il sera rétabli ou révoqué" \
	verify "$work/was-held.asice" --lang fr
say_of_plain is-revoked "$(date -u +%y%m%d%H%M%SZ)" keyCompromise
expect "revoked after it sealed, says the list" 0 "after the time stamp" \
	verify "$work/is-revoked.asice" --timed
say_of_plain is-held "$(date -u +%y%m%d%H%M%SZ)" certificateHold
expect "suspended after it sealed, says the list" 0 "is suspended since" \
	verify "$work/is-held.asice" --timed
expect "... to a reader who does not know the time stamp" 3 \
	"the signer's certificate is suspended, and that the seal is older is not proved" \
	"$entente" verify --trust "$work/notsa" "$work/is-held.asice"
say_of_plain lifted "" ""
expect "suspended, then good again" 0 "was not revoked at" verify "$work/lifted.asice" --timed
repack by-list-lta unlisted 's/<xades:RevocationValues>.*?<\/xades:RevocationValues>\n//s'
expect "a list that the archive time stamp covers is taken away" 1 "made for something else" \
	verify "$work/unlisted.asice"
repack was-held silenced 's/<xades:RevocationValues>.*?<\/xades:RevocationValues>\n//s'
expect "a suspension that no archive time stamp covers is taken away" 0 "B-T" \
	verify "$work/silenced.asice" --timed --strict
expect "unless the word of the issuer is asked for" 3 \
	"says that the signer's certificate was not revoked" verify "$work/silenced.asice" --unrevoked
repack lt flipped 's/(<xades:EncapsulatedTimeStamp>.{160})(.)/$1.($2 eq "A" ? "B" : "A")/se'
expect "a time stamp that was altered" 1 "time stamp" verify "$work/flipped.asice"

# --- what others say of what was embedded ----------------------------------
mkdir "$work/lt"
unzip -qq "$work/lt.asice" -d "$work/lt"
sig=$work/lt/META-INF/signatures0.xml
value() { # ELEMENT
	perl -0777 -ne "print \$1 if /<xades:$1>([^<]*)/" "$sig" | base64 -d
}
value EncapsulatedTimeStamp >"$work/token"
value EncapsulatedOCSPValue >"$work/status"
perl -0777 -ne 'print $1 if /(<ds:SignatureValue.*<\/ds:SignatureValue>)/s' "$sig" |
	sed "s|<ds:SignatureValue |<ds:SignatureValue xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" |" \
		>"$work/sv.xml"
xmllint --exc-c14n "$work/sv.xml" >"$work/sv"
openssl ts -verify -token_in -in "$work/token" -data "$work/sv" \
	-CAfile "$work/tsaroot.crt" >"$work/said" 2>&1 && grep -q 'Verification: OK' "$work/said" ||
	fail "openssl ts: $(cat "$work/said")"
echo "ok - openssl ts -verify: the token is over the canonical SignatureValue"
echo x >>"$work/sv"
openssl ts -verify -token_in -in "$work/token" -data "$work/sv" \
	-CAfile "$work/tsaroot.crt" >/dev/null 2>&1 && fail "openssl ts verifies anything"
openssl ocsp -respin "$work/status" -issuer "$work/ca.crt" -cert "$work/lab.crt" \
	-CAfile "$work/ca.crt" -no_nonce >"$work/said" 2>&1
grep -q 'Response verify OK' "$work/said" && grep -q 'lab.crt: good' "$work/said" ||
	fail "openssl ocsp: $(cat "$work/said")"
echo "ok - openssl ocsp: the response holds and says good"
said=$(cd "$work/lt" && xmlsec1 --verify --trusted-pem ../ca.crt --enabled-key-data x509 \
	--enabled-reference-uris same-doc,local,remote \
	--id-attr:Id http://uri.etsi.org/01903/v1.3.2#:SignedProperties \
	META-INF/signatures0.xml 2>&1) || fail "xmlsec1: $said"
[[ $said == *"(ok/all): 5/5"* ]] || fail "xmlsec1 says $said"
echo "ok - xmlsec1 verifies the signature beside its unsigned properties"

# The archive's imprint, made here a second time from the text and by xmllint.
mkdir "$work/lta"
unzip -qq "$work/lta.asice" -d "$work/lta"
sig=$work/lta/META-INF/signatures0.xml
ns='xmlns:ds="http://www.w3.org/2000/09/xmldsig#" xmlns:xades="http://uri.etsi.org/01903/v1.3.2#"'
element() { # NAME: canonical, of its one occurrence
	perl -0777 -ne "print \$1 if /(<$1[ >].*<\/$1>)/s" "$sig" |
		perl -0777 -pe "s|^(<$1)|\$1 $ns|" >"$work/element.xml"
	xmllint --exc-c14n "$work/element.xml"
}
(
	cd "$work/lta"
	cat report.xml suite.xml tallies.tsv truth.bits
	for e in xades:SignedProperties ds:SignedInfo ds:SignatureValue ds:KeyInfo \
		xades:SignatureTimeStamp xades:CertificateValues xades:RevocationValues; do
		element "$e"
	done
) >"$work/archived"
perl -0777 -ne 'print $1 if /<xades141:ArchiveTimeStamp.*<xades:EncapsulatedTimeStamp>([^<]*)/s' \
	"$sig" | base64 -d >"$work/archive"
openssl ts -verify -token_in -in "$work/archive" -data "$work/archived" \
	-CAfile "$work/tsaroot.crt" >"$work/said" 2>&1 && grep -q 'Verification: OK' "$work/said" ||
	fail "openssl ts of the archive time stamp: $(cat "$work/said")"
echo "ok - openssl ts -verify: the archive time stamp is over what the standard says"
