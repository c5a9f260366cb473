#!/bin/bash
# site.test.sh PROGRAM: the public pages of a register: what is written again,
# what is not; hostile text; dates; and, in Chromium, from a static server:
# search, the look-up of a file, pages without script, accessibility.
set -euo pipefail
entente=$(realpath "$1")
npm=$PWD/build/npm
driver=$PWD/runner/cli/tests/site_browser.js
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-site-XXXXXX")
trap 'rm -rf "$work"' EXIT

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
reg() { "$entente" -q register "$@"; }
sum() { printf %s "$1" | sha256sum | cut -d' ' -f1; }

# --- two registers --------------------------------------------------------------
# A container that an entry can be about: a sealed waiver needs no run.
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$work/k" \
	-out "$work/c" -days 400 -subj "/CN=fr" 2>/dev/null
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$work/k2" \
	-out "$work/c2" -days 400 -subj "/CN=lab" 2>/dev/null
holder() { # ROLE CERTIFICATE
	echo "<holder role=\"$1\" name=\"$1\" nation=\"FR\" certificate=\"$(openssl x509 \
		-in "$work/$2" -outform DER | sha256sum | cut -d' ' -f1)\"/>"
}
suite=germline-small-variants
suite_sum=$(sha256sum <"suites/$suite/1.0.0/suite.xml" | cut -d' ' -f1)
mkdir "$work/store" "$work/issued" "$work/sub"
cat >"$work/store/trust.xml" <<XML
<trust xmlns="urn:entente:trust:1"><holders>$(holder body c)$(holder lab c2)</holders>
<suites><suite id="$suite" version="1.0.0" sha256="$suite_sum"/></suites></trust>
XML
cp fixtures/golden/forged-1/good.vcf.gz "$work/sub/calls.vcf.gz"
cp fixtures/golden/forged-1/good.vcf.gz.tbi "$work/sub/calls.vcf.gz.tbi"
cd "$work"
root=$OLDPWD
(cd "$root" && "$entente" -q pack "$work/sub" --suite "$suite@1.0.0" --vendor Example \
	--product Caller --product-version 1 --class short-read --claims "snv indel" \
	--sample FORGED-1 && "$entente" -q run "$suite@1.0.0" "$work/sub" -o "$work/run") >/dev/null
"$entente" -q sign run --key k2 --cert c2 -o r.asice
today=$(date -u +%F)
cat >scheme.xml <<XML
<scheme xmlns="urn:entente:scheme:1" id="fr-example" version="1.0.0" nation="FR"
        status="proposed" source="an example for the tests">
  <title xml:lang="en">Example scheme</title>
  <title xml:lang="fr">Programme d’exemple</title>
  <suite id="$suite@1.0.0" sha256="$suite_sum" limits="adopted"/>
  <profile id="FR-PFMG"/>
  <evidence level="recomputed" signer="lab" reports="1" laboratories="1" max-age-days="180"/>
  <validity days="730" grace-days="180"/>
  <waivers max="0"/>
  <surveillance xml:lang="en">once a year</surveillance>
  <surveillance xml:lang="fr">une fois par an</surveillance>
  <complaints>complaints@example.org</complaints>
</scheme>
XML
cat >decision.xml <<XML
<decision xmlns="urn:entente:decision:1" number="FR-2026-0001" from="$today"
          covers="this-version" attempt="1" attempts-registered="1">
  <scope xml:lang="en">Small germline variants</scope>
  <scope xml:lang="fr">Petits variants germinaux</scope>
  <evaluated-by>A</evaluated-by>
  <reviewed-by>B</reviewed-by>
  <decided-by>C</decided-by>
</decision>
XML
"$entente" -q certify r.asice --as body --scheme scheme.xml --decision decision.xml \
	--trust store --key k --cert c -o issued/first.asice

fr=$(reg init fr --name register.example.fr --key fr.pem --new-key)
gb=$(reg init gb --name register.example.uk --key gb.pem --new-key)
who=("body=Certif FR" nation=FR)
gw=("body=Certify GB" nation=GB)
issue() { # LOG NUMBER VENDOR PRODUCT TECHNOLOGY TO FIELD...
	reg add "$1" issue "certificate=$2" "vendor=$3" "product=$4" version=1 "technology=$5" \
		from=2024-01-01 "to=$6" "sha256=$(sum "$2")" \
		"suites=$suite@1.0.0=$suite_sum" "${@:7}" >/dev/null
}
reg add fr issue --from issued/first.asice "${who[@]}" >/dev/null
issue fr FR-2 "Acme & Co" LongCaller hifi 2099-12-31 "${who[@]}"
issue fr FR-3 "Acme & Co" LongCaller hifi 2099-12-31 "${who[@]}"
issue fr FR-4 '<script>alert(1)</script>"&' 'P"><img src=x onerror=alert(2)>' short-read 2099-12-31 "${who[@]}"
issue fr FR-5 Old Classic short-read 2024-06-30 "${who[@]}"
issue fr ../../../x Zed '</style><b>' 'a/../b' 2099-12-31 "${who[@]}"
reg add fr suspend certificate=FR-2 "${who[@]}" reason="complaint 17" >/dev/null
reg add fr withdraw certificate=FR-4 "${who[@]}" reason="evidence </pre><script>" >/dev/null
reg add fr attempt "${who[@]}" vendor=Acme product=P version=1 technology=hifi \
	outcome=non-conformant "sha256=$(sum a)" "suites=g@1.0.0=$(sum g)" >/dev/null
reg add fr retire-suite "${who[@]}" since=2027-03-01 "suites=$suite@1.0.0=$suite_sum" >/dev/null
reg add fr distrust-key "${who[@]}" since=2026-11-20 "key=$(sum k)" reason=lost >/dev/null
reg add gb recognise certificate=GB-7 of=FR-2026-0001 origin=register.example.fr "${gw[@]}" \
	"sha256=$(sum GB-7)" from=2024-01-01 to=2099-01-01 reservations="Adults only" >/dev/null
reg add gb recognise certificate=FR-4 origin=register.example.fr "${gw[@]}" "sha256=$(sum b)" >/dev/null
issue gb GB-1 "Cambridge Reads" Align+ short-read 2099-12-31 "${gw[@]}"
reg add gb suspend certificate=GB-1 "${gw[@]}" reason=audit >/dev/null
reg add fr recognise certificate=FR-R-1 of=GB-1 origin=register.example.uk "${who[@]}" \
	"sha256=$(sum r)" vendor="Cambridge Reads" product=Align+ version=1 technology=short-read >/dev/null
reg checkpoint fr --key fr.pem >/dev/null
reg checkpoint gb --key gb.pem >/dev/null
reg statuslist fr --key fr.pem
reg mirror gb gbm --vkey "$gb" >/dev/null
SOURCE_DATE_EPOCH=$(date -u -d "$today 12:00" +%s)
export SOURCE_DATE_EPOCH

build() { "$entente" register build fr -o "$@"; }
full=(--certificates issued --partner gbm --partner-vkey "$gb")
expect "a site" 0 "7 certificates; " build site "${full[@]}"
expect "nothing is written again" 0 " 0 of them written, 0 removed" build site "${full[@]}"
cp -r fr fr-copy
cp -r fr touched && cp -r site site3
reg add touched erratum "${who[@]}" case=GERM-7 "suites=$suite@1.0.0=$suite_sum" \
	"sha256=$(sum e)" reason=wrong >/dev/null
reg checkpoint touched --key fr.pem >/dev/null
"$entente" register build touched -o site3 "${full[@]}" >/dev/null
for l in en fr; do
	grep -rq 'GERM-7' "site3/$l/certificate" || fail "an erratum stands on the page of a certificate, $l"
	! grep -rq 'GERM-7' "site/$l/certificate" || fail "of the same site without it, $l"
done
rm -r touched site3
echo "ok - an erratum stands on the pages of what it touches"
"$entente" register build fr-copy -o site2 "${full[@]}" >/dev/null
diff -r site site2 >&2 || fail "the same register gives the same bytes"
echo "ok - the same register gives the same bytes"
cmp -s issued/first.asice site/container/FR-2026-0001.asice || fail "the container is handed out"
echo "ok - the container is handed out, found by its digest"

# --- what is refused ---------------------------------------------------------------
mkdir used && echo mine >used/notes
expect "a folder that holds something else" 4 "no site that was made here" build used
[ "$(ls -A used)" = notes ] || fail "it was touched"
expect "no folder" 2 "with -o" "$entente" register build fr
expect "a partner without its key" 2 "--partner-vkey" build s3 --partner gbm
expect "a partner of another key" 4 "not signed by" build s3 --partner gbm --partner-vkey "$fr"
expect "itself as partner" 2 "is the register itself" build s3 --partner fr-copy --partner-vkey "$fr"
expect "a log of another key" 4 "not signed by" build s3 --vkey "$gb"
[ ! -e s3 ] || fail "a site was begun"
(cd site && find . -name '*x*' | grep -q '_2e._2f.._2f.._2fx') || fail "a number is no path"
[ -z "$(find . -path ./site -prune -o -path ./site2 -prune -o -name '*2fx*' -print)" ] ||
	fail "files outside the site"
echo "ok - a number that looks like a path stays in the site"

# --- what pages say ----------------------------------------------------------------
! grep -rlE '<script>alert|<img src=x|</pre><script>|</style><b>' site/en site/fr ||
	fail "text of entries stands unescaped"
! grep -rhoE '(src|href)="(https?:)?//[^"]*"' site/en site/fr || fail "another site is asked"
echo "ok - hostile text is text, and no other site is named"
# Whatever is called valid has its date behind it, or is of the day that the page names.
text() { # LANG: what is read, a date as @
	find "site/$1" -name '*.html' -exec sed -s '/<style>/,/<\/style>/d; s/<time [^>]*>/@/g; s/<[^>]*>//g' {} +
}
[ "$(text en | grep -ciw valid)" -gt 5 ] || fail "nothing is called valid"
! text en | grep -oiE '.{0,14}valid.{0,26}' | grep -vE \
	'valid (until|since|only from) @|Valid by its own term from @|[Vv]alid (on )?that day|ot yet valid' ||
	fail "valid without a date"
! text fr | grep -oiE '.{0,14}valables?.{0,28}' | grep -vE \
	'valable (jusqu.*au|depuis le|seulement à partir du) @|Valable de par sa durée du @|[Vv]alables ce jour-là|[Pp]as encore valables' ||
	fail "valable without a date"
echo "ok - no page says valid without a date"
grep -q 'suspended since <time' site/en/certificate/FR-2.html || fail "the standing"
grep -q 'complaint 17' site/en/ended.html || fail "the reason"
grep -q 'Adults only' site/en/nations.html && grep -q 'Adults only' site/fr/certificate/FR-2026-0001.html ||
	fail "the reservations"
grep -q 'it recognises is not in force there' site/en/certificate/FR-R-1.html || fail "the flag"
grep -q 'what it recognises: suspended' site/en/index.html || fail "the flag in the table"
echo "ok - a partner's suspension flags what rests on it"
for f in site/*/feed.atom; do xmllint --noout "$f"; done
for f in site/badge/*.svg; do xmllint --noout "$f"; done
for f in site/*/*.html site/*/*/*.html; do
	xmllint --html --noout "$f" 2>&1 | grep ' error : ' | grep -vE \
		'Tag (header|nav|main|footer|time|bdi|details|summary) invalid' && fail "$f is no HTML"
done
echo "ok - feeds, badges and pages are well-formed"
"$entente" register check site/proof/FR-2.tlog-proof site/entry/FR-2.json --vkey site/register.vkey >/dev/null ||
	fail "the proof beside a page"
echo "ok - proof and entry beside a page hold"
expect "verified with the list that is handed out" 0 "IN FORCE" "$entente" status \
	site/container/FR-2026-0001.asice --trust store --status site/status --status-vkey site/register.vkey

# --- only what changed ---------------------------------------------------------------
touch -d 2020-01-01 site/*/certificate/*.html site/proof/* site/badge/*
reg add fr reinstate certificate=FR-2 "${who[@]}" reason=answered >/dev/null
reg checkpoint fr --key fr.pem >/dev/null
build site "${full[@]}" >said
changed=$(find site -path '*/certificate/*' -newermt 2021-01-01 -printf '%P\n' | sort | tr '\n' ' ')
[ "$changed" = "en/certificate/FR-2.html fr/certificate/FR-2.html " ] ||
	fail "pages that were written again: $changed"
[ -z "$(find site/proof site/badge -type f -newermt 2021-01-01)" ] || fail "a proof was made again"
echo "ok - an entry changes the pages of its certificate and no other's"
expect "what is not handed out any more is removed" 0 "1 removed" build site --partner gbm --partner-vkey "$gb"
[ ! -e site/container/FR-2026-0001.asice ] || fail "the container is still there"
echo entente.other >site/build.state
expect "a list of files that is not ours" 4 "not of this program" build site
rm -r site
build site "${full[@]}" >/dev/null

# --- in a browser ----------------------------------------------------------------------
skip() {
	echo "skip - the site in a browser: $1"
	[ -z "${ENTENTE_REQUIRE_DATA:-}" ] || exit 1
	exit 0
}
command -v chromium >/dev/null || skip "chromium absent"
command -v node >/dev/null || skip "node absent"
[ -d "$npm/node_modules/axe-core" ] || skip "axe-core absent (make deps-test)"
reg prove fr FR-2026-0001 -o p
reg attach issued/first.asice p -o proved.asice
"$entente" -q register list fr >/dev/null
printf 'something else' >other.bin
node "$driver" "$npm/node_modules" site proved.asice site/container/FR-2026-0001.asice other.bin
