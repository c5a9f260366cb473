#!/bin/bash
# status.test.sh PROGRAM: how long a certificate is in force and what ends it;
# proofs of inclusion in its container; keys in wrong hands and retired suites
# in the register's list of status.
set -euo pipefail
entente=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-status-XXXXXX")
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
make_key() {
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-keyout "$work/$1.key" -out "$work/$1.crt" -days 2000 \
		-subj "/O=Example/CN=$1" 2>/dev/null
}
digest() { openssl x509 -in "$work/$1.crt" -outform DER | sha256sum | cut -d' ' -f1; }
holder() { # ROLE NAME NATION KEY
	echo "<holder role=\"$1\" name=\"$2\" nation=\"$3\" certificate=\"$(digest "$4")\"/>"
}
key() { echo --key "$work/$1.key" --cert "$work/$1.crt"; }

for k in lab fr gb; do make_key $k; done
sum=$(sha256sum <"suites/$suite/1.0.0/suite.xml" | cut -d' ' -f1)
mkdir "$work/store" "$work/sub"
echo "<trust xmlns=\"urn:entente:trust:1\"><holders>$(holder lab "Labo FR" FR lab)$(
	holder body "Certif FR" FR fr)$(holder body "Certify GB" GB gb)</holders>
<suites><suite id=\"$suite\" version=\"1.0.0\" sha256=\"$sum\"/></suites></trust>" >"$work/store/trust.xml"
cp fixtures/golden/forged-1/good.vcf.gz "$work/sub/calls.vcf.gz"
cp fixtures/golden/forged-1/good.vcf.gz.tbi "$work/sub/calls.vcf.gz.tbi"
"$entente" -q pack "$work/sub" --suite "$suite@1.0.0" --vendor Example --product Caller \
	--product-version 1 --class short-read --claims "snv indel" --sample FORGED-1 >/dev/null
"$entente" -q run "$suite@1.0.0" "$work/sub" -o "$work/run" >/dev/null
# shellcheck disable=SC2046
"$entente" -q sign "$work/run" $(key lab) -o "$work/r.asice"

today=$(date -u +%F)
cat >"$work/scheme.xml" <<XML
<scheme xmlns="urn:entente:scheme:1" id="fr-example" version="1.0.0" nation="FR"
        status="proposed" source="an example for the tests">
  <title xml:lang="en">Example scheme</title>
  <title xml:lang="fr">Programme d’exemple</title>
  <suite id="$suite@1.0.0" sha256="$sum" limits="adopted"/>
  <profile id="FR-PFMG"/>
  <profile id="GB-GEL"/>
  <evidence level="recomputed" signer="lab" reports="1" laboratories="1" max-age-days="180"/>
  <validity days="730" grace-days="30"/>
  <waivers max="0"/>
  <surveillance xml:lang="en">once a year</surveillance>
  <surveillance xml:lang="fr">une fois par an</surveillance>
  <complaints>complaints@example.org</complaints>
</scheme>
XML
cat >"$work/decision.xml" <<XML
<decision xmlns="urn:entente:decision:1" number="FR-2026-0001" from="$today"
          covers="this-version" attempt="1" attempts-registered="1">
  <scope xml:lang="en">Small germline variants</scope>
  <scope xml:lang="fr">Petits variants germinaux</scope>
  <evaluated-by>A</evaluated-by>
  <reviewed-by>B</reviewed-by>
  <decided-by>C</decided-by>
</decision>
XML
cat >"$work/reserve.xml" <<XML
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
cd "$work"
# shellcheck disable=SC2046
"$entente" -q certify r.asice --as "Certif FR" --scheme scheme.xml --decision decision.xml \
	--trust store $(key fr) -o cert.asice
# shellcheck disable=SC2046
"$entente" -q recognise cert.asice --trust store $(key gb) -o both.asice
# shellcheck disable=SC2046
"$entente" -q recognise cert.asice --trust store $(key gb) --reservations reserve.xml -o nested.asice

reg() { "$entente" -q register "$@"; }
vkey=$(reg init log --name register.example.fr --key log.pem --new-key)
reg add log issue --from cert.asice "body=Certif FR" nation=FR >/dev/null
reg checkpoint log --key log.pem >/dev/null

# --- in force, and for how long -----------------------------------------------
at() { SOURCE_DATE_EPOCH=$(date -u -d "$today +$1" +%s) "${@:2}"; }
status() { "$entente" status "$@"; }
verify() { "$entente" verify "$1" --trust store "${@:2}"; }
log=(--register log)
expect "by the register's entry of this container" 0 "IN FORCE, on $today" \
	status cert.asice "${log[@]}"
last=$(date -u -d "$today +729 days" +%F)
expect "its term is told" 0 "$last  end of the term of FR-2026-0001" status cert.asice "${log[@]}"
expect "in days" 0 "days left    729" status cert.asice "${log[@]}"
expect "in French" 0 "EN VIGUEUR" status cert.asice "${log[@]}" --lang fr
expect "as JSON" 0 '"days_left": 729, "ends_soon": false, "endings": [{"kind": "term"' \
	status cert.asice "${log[@]}" --json
expect "by the trust store, and a list" 1 "by the register" \
	at "3 years" status cert.asice --trust store "${log[@]}"
expect "a warning when it ends soon" 0 "FR-2026-0001 ends on $last" \
	at "700 days" status cert.asice "${log[@]}"
expect "and the last day counts" 0 "days left    0: it ends soon" \
	at "729 days" status cert.asice "${log[@]}"
expect "the day after, it is over" 1 "NOT IN FORCE" at "730 days" status cert.asice "${log[@]}"
expect "without a register nothing is known" 3 "no register was asked" \
	status cert.asice --trust store
expect "a register that has it not" 3 "no entry of this container" status both.asice --register "$(
	reg init empty --name register.example.fr --key empty.pem --new-key >/dev/null; echo empty)"
expect "a register and a list at once" 2 "not both" \
	status cert.asice "${log[@]}" --status log/status
expect "a register of another key" 4 "not signed by" \
	status cert.asice "${log[@]}" --status-vkey "$(cat empty/register.vkey)"
expect "a report has no status" 4 "holds no certificate, but a report" status r.asice "${log[@]}"
sed 's/FR-2026-0001/FR-2026-0002/' cert.asice >broken.asice
expect "what is altered is over" 1 "NOT IN FORCE" status broken.asice "${log[@]}"
expect "and gets no badge" 4 "has no badge" status broken.asice "${log[@]}" --badge b.svg
[ ! -e b.svg ] || fail "a badge was left behind"
reg statuslist log --key log.pem --days 7
s=(--status log/status --status-vkey "$vkey")
expect "a list says less: who issued it is for the trust store" 3 "does not know who issued" \
	status cert.asice "${s[@]}"
expect "with both it is in force" 0 "IN FORCE" status cert.asice --trust store "${s[@]}"
expect "an old list: unknown" 3 "status unknown since" at "8 days" status cert.asice \
	--trust store "${s[@]}"
expect "a recognition ends first" 0 "$(date -u -d "$today +1 year" +%F)  end of the recognition GB-2026-0007" \
	status nested.asice --trust store "${s[@]}"
expect "a badge" 0 "IN FORCE" status cert.asice "${log[@]}" --badge b.svg
sum12=$(sha256sum cert.asice | cut -c1-12)
grep -q "FR-2026-0001, sha256 $sum12<" b.svg && xmllint --noout b.svg || fail "the badge"
echo "ok - the badge holds number and digest"

# --- proofs -------------------------------------------------------------------
reg prove log FR-2026-0001 -o p1
cp cert.asice proved.asice
expect "a proof goes into its container" 0 "" reg attach proved.asice p1
expect "a log that nobody knows is told as such" 0 "does not know this log" verify proved.asice
[ "$(unzip -Z1 proved.asice | tail -1)" = META-INF/register.example.f-0.tlog-proof ] ||
	fail "the proof has its name"
gbkey=$(reg key --key cosign.pem --name cosign.example.uk --cosigner --new-key)
reg mirror log copy --vkey "$vkey" >/dev/null
reg cosign copy --key cosign.pem --name cosign.example.uk >cosigned
reg take log cosigned --vkey "$gbkey"
reg prove log FR-2026-0001 -o p2
expect "a newer proof takes its place" 0 "" reg attach proved.asice p2
[ "$(unzip -Z1 proved.asice | grep -c tlog-proof)" = 1 ] || fail "there are two proofs"
knows() { # DIR REGISTERS
	mkdir -p "$1"
	sed "s#</suites>#</suites><registers>$2</registers>#" store/trust.xml >"$1/trust.xml"
}
knows known "<register origin=\"register.example.fr\" vkey=\"$vkey\"><cosigner vkey=\"$gbkey\"/></register>"
expect "signed by the log, cosigned by the partner" 0 "cosigned by cosign.example.uk (20" \
	"$entente" verify proved.asice --trust known
expect "as JSON" 0 '"proofs": [{"register": "register.example.fr", "action": "issue", "entry": 0, "entries": 1, "known": true' \
	"$entente" verify proved.asice --trust known --json
knows alone "<register origin=\"register.example.fr\" vkey=\"$vkey\"/>"
expect "a cosigner whom the store does not know" 0 "cosigned by nobody" \
	"$entente" verify proved.asice --trust alone
knows thief "<register origin=\"register.example.fr\" vkey=\"$(cat empty/register.vkey)\"/>"
expect "a log of that name with another key" 1 "not signed by register.example.fr" \
	"$entente" verify proved.asice --trust thief
knows wrong "<register origin=\"other\" vkey=\"$vkey\"/>"
expect "a store whose register is called otherwise" 4 "register.example.fr" \
	"$entente" verify proved.asice --trust wrong
knows kind "<register origin=\"cosign.example.uk\" vkey=\"$gbkey\"/>"
expect "or has a cosigner's key" 4 "is of kind 4" "$entente" verify proved.asice --trust kind
expect "the entry names the container without the proof" 0 "IN FORCE" \
	status proved.asice "${log[@]}"
expect "and with a seal that came later" 0 "" reg attach both.asice p2 -o both-proved.asice
expect "verified with both" 0 "entry 0 (issue)" \
	"$entente" verify both-proved.asice --trust known --require FR,GB
expect "a proof about another container" 4 "an entry about another container" \
	reg attach nested.asice p2
sed 's/^index 0$/index 1/' p2 >p3
expect "a proof that does not hold" 4 "of an entry that the log does not have" \
	reg attach cert.asice p3
sed '/^extra/d' p2 >p4
expect "a proof without its entry" 4 "does not hold its entry" reg attach cert.asice p4
echo no proof >p5
expect "what is no proof" 4 "no proof of inclusion" reg attach cert.asice p5
other=$(sed -n 's/^extra //p' p2 | base64 -d | sed 's/Caller/Faller/' | base64 -w0)
sed "s#^extra .*#extra $other#" p2 >p6
expect "a rewritten entry" 4 "does not lead to the root" reg attach cert.asice p6

# --- a recognition in the partner's register -----------------------------------
gbvkey=$(reg init gblog --name register.example.uk --key gblog.pem --new-key)
reg add gblog recognise --from nested.asice origin=register.example.fr "body=Certify GB" nation=GB >/dev/null
reg checkpoint gblog --key gblog.pem >/dev/null
expect "its entry says what it recognises" 0 '"of":"FR-2026-0001"' reg list gblog GB-2026-0007
expect "and the reservations" 0 'mitochondrial variants"' reg list gblog GB-2026-0007
expect "its status, by the partner's register" 0 "IN FORCE" status nested.asice --register gblog
reg add gblog suspend certificate=GB-2026-0007 "body=Certify GB" nation=GB reason=x >/dev/null
reg checkpoint gblog --key gblog.pem >/dev/null
expect "suspended there" 1 "suspended since" status nested.asice --register gblog
expect "another key does not sign it" 4 "not signed by" \
	status nested.asice --register gblog --status-vkey "$vkey"
[ -n "$gbvkey" ] || fail "no key"

# --- a case that was excluded from a suite --------------------------------------
cp -r log errata
erratum() { # SUITE=SHA256
	reg add errata erratum case=GERM-7 suites="$1" sha256="$sum" "body=Certif FR" nation=FR reason=wrong
}
expect "its suite is named with its digest" 4 "not ID@VERSION=SHA256" erratum "$suite@1.0.0"
erratum "$suite@1.0.0=$(printf x | sha256sum | cut -d' ' -f1)" >/dev/null
reg checkpoint errata --key log.pem >/dev/null
status cert.asice --register errata >told || fail "exit $?"
! grep -q GERM-7 told || fail "other octets of the suite touch it"
echo "ok - other octets of the suite do not touch it"
erratum "$suite@1.0.0=$sum" >/dev/null
reg checkpoint errata --key log.pem >/dev/null
expect "an erratum touches it, and ends nothing" 0 \
	"the case GERM-7 of $suite@1.0.0 is excluded since" status cert.asice --register errata
expect "in French" 0 "le cas GERM-7 de $suite@1.0.0 est exclu depuis" \
	status cert.asice --register errata --lang fr
expect "as JSON" 0 "\"errata\": [{\"suite\": \"$suite@1.0.0\", \"case\": \"GERM-7\"" \
	status cert.asice --register errata --json
reg statuslist errata --key log.pem --days 7
expect "by the list, too" 0 "the case GERM-7" \
	status cert.asice --trust store --status errata/status --status-vkey "$vkey"

# --- a suite that is retired ---------------------------------------------------
expect "suites are named with their digests" 4 "not ID@VERSION=SHA256" reg add log retire-suite \
	suites="$suite@1.0.0" since="$today" "body=Certif FR" nation=FR
reg add log retire-suite suites="$suite@1.0.0=$sum" since="$today" "body=Certif FR" nation=FR >/dev/null
reg checkpoint log --key log.pem >/dev/null
grace=$(date -u -d "$today +30 days" +%F)
expect "a retired suite ends it, after the days of grace" 0 \
	"$grace  end of the grace for the suite $suite@1.0.0, retired on $today" \
	status cert.asice "${log[@]}"
expect "that is soon" 0 "FR-2026-0001 ends on $grace" status cert.asice "${log[@]}"
expect "then it is over" 1 "the days of grace were over on $grace" \
	at "31 days" status cert.asice "${log[@]}"
SOURCE_DATE_EPOCH=$(date -u -d "$today +31 days" +%s) reg statuslist log --key log.pem --days 7
grep -q "^retired-suite $suite@1.0.0=$sum $today 1$" log/status || fail "the list names the suite"
expect "verification says so, by the list" 1 "the days of grace were over" \
	at "31 days" verify cert.asice "${s[@]}"

# --- a key in wrong hands --------------------------------------------------------
distrust() { # KEY SINCE
	reg add log distrust-key key="$(digest "$1")" since="$2" "body=Certif FR" nation=FR reason=stolen >/dev/null
	reg checkpoint log --key log.pem >/dev/null
	reg statuslist log --key log.pem --days 60
}
tomorrow=$(date -u -d "$today +1 day" +%F)
distrust fr "$tomorrow"
expect "a key stolen later: the time is only claimed" 3 "in wrong hands since $tomorrow" \
	verify cert.asice "${s[@]}"
expect "also for its status" 3 "in wrong hands since $tomorrow" status cert.asice "${log[@]}"
expect "but who was in a cosigned log before was made before" 0 "VALID" \
	"$entente" verify proved.asice --trust known "${s[@]}"
expect "if the store knows the log" 3 "in wrong hands" verify proved.asice "${s[@]}"
distrust fr "$today"
expect "stolen on that day: refused" 1 "REFUSED" verify cert.asice "${s[@]}"
expect "the day of the theft is not before it" 1 "REFUSED" \
	"$entente" verify proved.asice --trust known "${s[@]}"
expect "and over" 1 "in wrong hands" status cert.asice "${log[@]}"
cp -r log lablog
distrust lab "$today"
expect "a laboratory's key too" 1 "in wrong hands" verify r.asice "${s[@]}"
