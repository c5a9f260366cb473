#!/bin/bash
# face.test.sh PROGRAM: the pages of a certificate, recognition and waiver, and
# what is exported of sealed documents, as a person asks for them; read by
# others: openssl, node, zbarimg, npm's ro-crate, WeasyPrint.
set -euo pipefail
entente=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-face-XXXXXX")
trap 'rm -rf "$work"' EXIT
suite=germline-small-variants

fail() {
	echo "not ok - $*"
	exit 1
}
skip() {
	echo "skip - $*"
	[ -z "${ENTENTE_REQUIRE_DATA:-}" ] || exit 1
}
ok() { # WHAT COMMAND...
	local what=$1
	shift
	"$@" >"$work/out" 2>&1 || fail "$what: $(head -c 600 "$work/out")"
	echo "ok - $what"
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

for k in lab fr gb; do
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
		-keyout "$work/$k.key" -out "$work/$k.crt" -days 400 \
		-subj "/O=Example/CN=$k" 2>/dev/null
done
digest() { openssl x509 -in "$work/$1.crt" -outform DER | sha256sum | cut -d' ' -f1; }
make_report() { # DIR CALLS
	mkdir -p "$work/$1/submission"
	for f in vcf.gz vcf.gz.tbi; do
		cp "fixtures/golden/forged-1/$2.$f" "$work/$1/submission/calls.$f"
	done
	"$entente" -q pack "$work/$1/submission" --suite "$suite@1.0.0" --vendor Example \
		--product Caller --product-version 1 --class short-read \
		--claims "snv indel" --sample FORGED-1 >/dev/null
	"$entente" -q run "$suite@1.0.0" "$work/$1/submission" -o "$work/$1" >/dev/null || [ $? -le 3 ]
	"$entente" -q sign "$work/$1" --key "$work/lab.key" --cert "$work/lab.crt" \
		-o "$work/$1.asice"
}
make_report good good
make_report bad bad
sha256=$(sha256sum <"$work/good/suite.xml" | cut -d' ' -f1)
mkdir "$work/store"
cat >"$work/store/trust.xml" <<XML
<trust xmlns="urn:entente:trust:1"><holders>
<holder role="lab" name="Labo FR" nation="FR" certificate="$(digest lab)"/>
<holder role="body" name="Certif FR" nation="FR" certificate="$(digest fr)"/>
<holder role="body" name="Certify GB" nation="GB" certificate="$(digest gb)"/>
</holders><suites><suite id="$suite" version="1.0.0" sha256="$sha256"/></suites></trust>
XML
today=$(date -u +%F)
next=$(date -u -d "$today +1 year" +%F)
sed "s/sha256=\"[0-9a-f]*\"/sha256=\"$sha256\"/; /id=\"COMMON\"/d" \
	reports/cert/tests/samples/scheme.xml >"$work/scheme.xml"
sed "s/from=\"[0-9-]*\" to=\"[0-9-]*\"/from=\"$today\"/" \
	reports/cert/tests/samples/decision.xml >"$work/decision.xml"
sed "s/from=\"[0-9-]*\" to=\"[0-9-]*\"/from=\"$today\" to=\"$next\"/" \
	reports/cert/tests/samples/recognition-stated.xml >"$work/recognition.xml"
sed "s/until=\"[0-9-]*\"/until=\"$next\"/" \
	reports/cert/tests/samples/waiver-stated.xml >"$work/waiver.xml"
by() { echo --trust "$work/store" --key "$work/$1.key" --cert "$work/$1.crt"; }

# --- beside the certificate ---------------------------------------------------
certify() { # shellcheck disable=SC2046
	"$entente" certify "$work/good.asice" --scheme "$work/scheme.xml" \
		--decision "$work/decision.xml" $(by fr) -o "$work/$1.asice" "${@:2}"
}
expect "a certificate" 0 "certificate: " certify cert
[ -s "$work/cert.en.html" ] && [ -s "$work/cert.fr.html" ] || fail "its two pages are not there"
grep -q 'lang="fr"' "$work/cert.fr.html" || fail "the French page is not in French"
for lang in en fr; do
	ok "its page is the one that anyone makes ($lang)" "$entente" report "$work/cert.asice" \
		--html --lang $lang -o "$work/again.html"
	cmp "$work/again.html" "$work/cert.$lang.html" || fail "but it is another"
done
ok "without pages" certify bare --no-html
[ ! -e "$work/bare.en.html" ] || fail "--no-html wrote one"
: >"$work/mine.fr.html"
expect "somebody's page stays" 2 "mine.fr.html" certify mine
[ ! -e "$work/mine.asice" ] && [ ! -s "$work/mine.fr.html" ] || fail "something was written"
ok "unless it may be replaced" certify mine --force
[ -s "$work/mine.fr.html" ] || fail "it was not"

# --- what a page says ----------------------------------------------------------
container=$(sha256sum <"$work/cert.asice" | cut -d' ' -f1)
show() { "$entente" report "$@"; }
expect "the text names the container's octets" 0 "$container" show "$work/cert.asice"
expect "and who has to be asked" 0 "This page is not evidence" show "$work/cert.asice" --text
expect "in French" 0 "Cette page ne fait pas preuve" show "$work/cert.asice" --lang fr
# shellcheck disable=SC2046
"$entente" -q recognise "$work/cert.asice" $(by gb) --reservations "$work/recognition.xml" \
	-o "$work/nested.asice"
# shellcheck disable=SC2046
"$entente" -q recognise "$work/cert.asice" $(by gb) -o "$work/both.asice"
# shellcheck disable=SC2046
"$entente" -q waiver sign "$work/waiver.xml" $(by fr) -o "$work/waiver.asice"
expect "a recognition's reservations" 0 "Not for mitochondrial variants" show "$work/nested.asice"
expect "and the certificate below it" 0 "FR-2026-0001" show "$work/nested.asice"
[ "$(show "$work/both.asice" | grep -oE 'Seal of the certificate|Further seal' | tr '\n' ',')" = \
	"Seal of the certificate,Further seal," ] ||
	fail "the face does not tell the issuer's seal from the one beside it"
expect "a waiver" 0 "it then ends by itself" show "$work/waiver.asice"
for form in --csv --junit --earl --testbed --multiqc; do
	expect "a certificate has no $form" 2 "--html or --text" show "$work/cert.asice" $form
done

# --- not of what does not verify -----------------------------------------------
at=$(grep -abo 'B. Reviewer' "$work/cert.asice" | head -1 | cut -d: -f1)
cp "$work/cert.asice" "$work/forged.asice"
printf X | dd of="$work/forged.asice" bs=1 seek="$at" conv=notrunc 2>/dev/null
for form in --html --text --in-toto --ro-crate --bco "--method-file $work/m"; do
	# shellcheck disable=SC2086
	expect "nothing is told of an altered container ($form)" 4 "forged.asice" \
		show "$work/forged.asice" $form
done
[ ! -e "$work/m" ] || fail "a folder was made for it"
for form in --in-toto --ro-crate --bco; do
	expect "nor exported of what is not sealed ($form)" 2 "only a sealed container" \
		show "$work/good" $form
	expect "nor of a waiver ($form)" 4 "only a report or a certificate" \
		show "$work/waiver.asice" $form
done
expect "one form at a time" 2 "only one form" show "$work/cert.asice" --bco --in-toto
expect "a key signs nothing else" 2 "--key is for --in-toto" show "$work/cert.asice" \
	--bco --key "$work/lab.key" --cert "$work/lab.crt"
expect "a key has a certificate" 2 "--cert" show "$work/cert.asice" --in-toto --key "$work/lab.key"

# --- exports, read by others ---------------------------------------------------
if command -v node >/dev/null; then
	cat >"$work/pae.js" <<'JS'
const fs = require('fs'), dir = process.argv[2];
const e = JSON.parse(fs.readFileSync(dir + '/envelope', 'utf8').trim());
const body = Buffer.from(e.payload, 'base64'), type = Buffer.from(e.payloadType);
fs.writeFileSync(dir + '/pae', Buffer.concat([
  Buffer.from('DSSEv1 ' + type.length + ' '), type, Buffer.from(' ' + body.length + ' '), body]));
fs.writeFileSync(dir + '/sig', Buffer.from(e.signatures[0].sig, 'base64'));
const s = JSON.parse(body);
if (s._type !== 'https://in-toto.io/Statement/v1' || s.predicate.result !== process.argv[3])
  throw new Error(s._type + ' ' + s.predicate.result);
JS
	show "$work/cert.asice" --in-toto --key "$work/lab.key" --cert "$work/lab.crt" \
		>"$work/envelope"
	ok "an in-toto envelope is one statement of the profile that is certified" \
		node "$work/pae.js" "$work" WARNED
	openssl x509 -in "$work/lab.crt" -noout -pubkey >"$work/lab.pub"
	ok "openssl verifies its signature" openssl dgst -sha256 -verify "$work/lab.pub" \
		-signature "$work/sig" "$work/pae"
	printf x >>"$work/pae"
	openssl dgst -sha256 -verify "$work/lab.pub" -signature "$work/sig" "$work/pae" \
		>/dev/null 2>&1 && fail "also over other octets"
	cat >"$work/bco.js" <<'JS'
// The etag is the SHA-256 of the object without the fields that name it, keys
// sorted: made here by another program.
const o = JSON.parse(require('fs').readFileSync(process.argv[2]));
const {object_id, spec_version, etag, ...rest} = o;
const sort = (x) => Array.isArray(x) ? x.map(sort) : x && typeof x === 'object' ?
  Object.fromEntries(Object.keys(x).sort().map((k) => [k, sort(x[k])])) : x;
const is = require('crypto').createHash('sha256').update(JSON.stringify(sort(rest))).digest('hex');
if (is !== etag) throw new Error(is + ' is not ' + etag);
for (const k of ['provenance_domain', 'usability_domain', 'description_domain',
  'execution_domain', 'io_domain']) if (!o[k]) throw new Error('no ' + k);
JS
	show "$work/cert.asice" --bco -o "$work/bco.json"
	ok "a BioCompute object has its domains and its etag" node "$work/bco.js" "$work/bco.json"
else
	skip "exports read by node: node is absent"
fi
expect "a failed report says so" 0 '"result":"FAILED"' show "$work/bad.asice" --in-toto

npm=build/npm
if command -v node >/dev/null && [ -d $npm/node_modules/ro-crate ]; then
	cat >"$work/crate.js" <<'JS'
const [modules, file, name] = process.argv.slice(2), path = require('path');
const {ROCrate} = require(path.resolve(modules, 'ro-crate'));
const {Checker} = require(path.resolve(modules, 'ro-crate/lib/checker'));
const crate = new ROCrate(JSON.parse(require('fs').readFileSync(file)));
const check = new Checker(crate);
for (const c of ['hasRootDataset', 'hasRootDatasetWithProperID', 'hasName', 'hasDescription',
  'hasAuthor', 'hasLicense', 'hasDatePublished'])
  if (!check[c]().status) throw new Error(c);
if (!crate.getEntity(name)) throw new Error('no ' + name);
JS
	show "$work/cert.asice" --ro-crate -o "$work/crate.json"
	ok "the metadata is a crate to npm's ro-crate" \
		node "$work/crate.js" $npm/node_modules "$work/crate.json" cert.asice
else
	skip "npm's ro-crate can not be installed"
fi

# --- the method file -------------------------------------------------------------
ok "a laboratory's method file" show "$work/cert.asice" --method-file "$work/method"
for f in method.html method.txt figures.csv evidence.csv; do
	[ -s "$work/method/$f" ] || fail "it has no $f"
done
unzip -p "$work/good.asice" tallies.tsv | sha256sum | cut -d' ' -f1 >"$work/tallies"
ok "cites the tallies by their digest" grep -qF "$(cat "$work/tallies")" "$work/method/evidence.csv"
rows=$(unzip -p "$work/good.asice" report.xml | sed '/<controls>/,/<.controls>/d' | grep -c '<criterion ')
[ "$(tail -n +2 "$work/method/figures.csv" | wc -l)" = "$rows" ] ||
	fail "figures.csv has not one row a criterion"
[ "$(tail -n +2 "$work/method/figures.csv" | grep -cF "$(cat "$work/tallies")")" = "$rows" ] ||
	fail "a figure does not cite its tallies"
echo "ok - and each of $rows figures does"

# --- the picture ------------------------------------------------------------------
if command -v zbarimg >/dev/null; then
	# The path of qr.h as a bitmap, 4 pixels a module, with the quiet zone.
	sed -n 's/.*<path d="\([^"]*\)".*/\1/p' "$work/cert.en.html" |
		tr 'z' '\n' | sed -n 's/M\([0-9]*\) \([0-9]*\)h\([0-9]*\)v.*/\1 \2 \3/p' |
		awk '{ for (i = 0; i < $3; i++) dark[$2 "," $1 + i] = 1; if ($2 > n) n = $2 }
			END { n += 9; print "P1", 4 * n, 4 * n
				for (y = 0; y < 4 * n; y++) { s = ""; for (x = 0; x < 4 * n; x++)
					s = s ((int(y / 4) - 4 "," int(x / 4) - 4) in dark ? "1 " : "0 ")
					print s } }' >"$work/qr.pbm"
	zbarimg -q --raw "$work/qr.pbm" >"$work/qr.txt" 2>/dev/null || fail "the QR code can not be read"
	printf 'entente certificate FR-2026-0001\nsha256:%s\n' "$container" |
		cmp - "$work/qr.txt" || fail "the QR code says something else"
	echo "ok - zbarimg reads number and SHA-256 out of the QR code"
else
	skip "zbarimg is absent: nobody reads the QR code"
fi

# --- PDF ---------------------------------------------------------------------------
if command -v weasyprint >/dev/null; then
	export SOURCE_DATE_EPOCH=1800000000
	ok "a PDF of the face" show "$work/cert.asice" --pdf "$work/face.pdf"
	ok "is PDF/A-3" grep -qa 'pdfaid:part="3"' "$work/face.pdf"
	show "$work/cert.asice" --pdf "$work/again.pdf"
	cmp "$work/face.pdf" "$work/again.pdf" || fail "the same face gives another PDF"
	unset SOURCE_DATE_EPOCH
else
	skip "weasyprint is absent: no PDF"
fi
mkdir "$work/nothing"
expect "without WeasyPrint it says so" 4 "not installed" env PATH="$work/nothing" \
	"$entente" report "$work/cert.asice" --pdf "$work/none.pdf"
[ ! -e "$work/none.pdf" ] || fail "and leaves a file"
