#!/bin/bash
# waiver.test.sh PROGRAM: a body waives a failed case for one product; it counts
# in a run, shows on every document, and counts nowhere else.
set -euo pipefail
entente=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-waiver-XXXXXX")
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
		-keyout "$work/$1.key" -out "$work/$1.crt" -days 800 \
		-subj "/O=Example/CN=$1" 2>/dev/null
}
digest() { openssl x509 -in "$work/$1.crt" -outform DER | sha256sum | cut -d' ' -f1; }
holder() { # ROLE NAME NATION KEY
	echo "<holder role=\"$1\" name=\"$2\" nation=\"$3\" certificate=\"$(digest "$4")\"/>"
}
suite_sha256=$(sha256sum <"suites/$suite/1.0.0/suite.xml" | cut -d' ' -f1)
trust() { # DIR HOLDER...
	local dir=$work/$1
	shift
	mkdir -p "$dir"
	echo "<trust xmlns=\"urn:entente:trust:1\"><holders>$*</holders><suites>
<suite id=\"$suite\" version=\"1.0.0\" sha256=\"$suite_sha256\"/></suites></trust>" >"$dir/trust.xml"
}
for k in lab fr vendor; do make_key $k; done
trust store "$(holder lab "Labo FR" FR lab)$(holder body "Certif FR" FR fr)$(holder vendor Example FR vendor)"
trust nobody "$(holder lab "Labo FR" FR lab)"

# Calls whose index is another file's: the case FMT-006 fails, and may be waived.
submission() { # DIR VERSION
	mkdir -p "$1"
	cp fixtures/golden/forged-1/good.vcf.gz "$1/calls.vcf.gz"
	cp fixtures/golden/forged-1/control-false.vcf.gz.tbi "$1/calls.vcf.gz.tbi"
	"$entente" -q pack "$1" --suite "$suite@1.0.0" --vendor Example \
		--product Caller --product-version "$2" --class short-read \
		--claims "snv indel" --sample FORGED-1 >/dev/null
}
submission "$work/sub" 2.1
submission "$work/patch" 2.1.3
submission "$work/other" 2.10

until=$(date -u -d "+300 days" +%F)
state() { # FILE SED-EXPRESSION...
	local file=$work/$1
	shift
	cat >"$file" <<XML
<waiver xmlns="urn:entente:waiver:1" id="W-FR-3" suite="$suite@1.0.0"
        suite-sha256="$suite_sha256" case="FMT-006" outcome="fail" until="$until">
  <product vendor="Example" name="Caller" version="2.1" covers="this-version"/>
  <reason xml:lang="en">The index is made by the buyer</reason>
  <reason xml:lang="fr">L’index est fait par l’acheteur</reason>
</waiver>
XML
	for s in "$@"; do sed -i "$s" "$file"; done
}
sign() { # STATED OUT KEY [OPTION...]
	local stated=$1 out=$2 key=$3
	shift 3
	"$entente" waiver sign "$work/$stated" --trust "$work/store" \
		--key "$work/$key.key" --cert "$work/$key.crt" -o "$work/$out" --force "$@"
}
run() { # SUBMISSION OUT OPTION...
	local sub=$1 out=$2
	shift 2
	"$entente" -q run "$suite@1.0.0" "$work/$sub" -o "$work/$out" "$@"
}
seal() { # REPORT OUT KEY
	"$entente" sign "$work/$1" --key "$work/$3.key" --cert "$work/$3.crt" -o "$work/$2" --force
}
verify() { "$entente" verify "$@"; }

state w.xml
expect "without a waiver the case fails" 1 "FMT-006" run sub plain
expect "a body seals a waiver" 0 "waiver: " sign w.xml w.asice fr
expect "a laboratory can not" 4 "not that of a certification body" sign w.xml x.asice lab
expect "nor the vendor" 4 "not that of a certification body" sign w.xml x.asice vendor
expect "it verifies" 0 "waiver of a certification body" \
	verify "$work/w.asice" --trust "$work/store"
expect "in French" 0 "L’index est fait par l’acheteur" \
	verify "$work/w.asice" --trust "$work/store" --lang fr
expect "not to who does not know the body" 3 "does not know who sealed the waiver" \
	verify "$work/w.asice" --trust "$work/nobody"
w=(--waiver "$work/w.asice" --trust "$work/store")
expect "with it the verdict is conformant with waivers" 0 "waive" run sub waived "${w[@]}"
expect "--strict does not take it for conformant" 1 "" run sub strict "${w[@]}" --strict
expect "the report names it" 0 "W-FR-3" cat "$work/waived/report.xml"
expect "the page shows it" 0 "W-FR-3" cat "$work/waived/report.en.html"
expect "the raw outcome stays" 0 'raw="fail"' cat "$work/waived/report.xml"
expect "the laboratory seals the report" 0 "sealed" seal waived r.asice lab
expect "it verifies with its waiver" 0 "W-FR-3 for FMT-006 until $until" \
	verify "$work/r.asice" --trust "$work/store"
expect "it comes out again, with its waiver" 0 "SAME RESULT" \
	"$entente" rerun "$work/r.asice" "$work/sub"
expect "not to who does not know the body that waived" 3 "waiver-1.asice" \
	verify "$work/r.asice" --trust "$work/nobody"

# What does not count.
expect "a waiver needs a trust store" 2 "give the trust store" \
	run sub x --waiver "$work/w.asice"
expect "one whose body the store does not know" 4 "does not verify" \
	run sub x --waiver "$work/w.asice" --trust "$work/nobody"
expect "another version" 4 "and not for Example, Caller, 2.10" run other x "${w[@]}"
expect "a patch, unless it covers patches" 4 "and not for Example, Caller, 2.1.3" \
	run patch x "${w[@]}"
state p.xml 's/"this-version"/"patches"/'
sign p.xml p.asice fr >/dev/null 2>&1
p=(--waiver "$work/p.asice" --trust "$work/store")
expect "it may" 0 "" run patch x "${p[@]}"
expect "but not another version that begins alike" 4 "2.10" run other x "${p[@]}"
state s.xml "s/suite-sha256=\"../suite-sha256=\"00/"
sign s.xml s.asice fr >/dev/null 2>&1
expect "another suite" 4 "is for the suite" run sub x --waiver "$work/s.asice" --trust "$work/store"
state c.xml 's/FMT-006/FMT-001/'
sign c.xml c.asice fr >/dev/null 2>&1
expect "a case that may not be waived" 4 "does not let be waived" \
	run sub x --waiver "$work/c.asice" --trust "$work/store"
state g.xml 's/FMT-006/GERM-001/'
sign g.xml g.asice fr >/dev/null 2>&1
expect "another case leaves the verdict" 1 "FMT-006" \
	run sub x --waiver "$work/g.asice" --trust "$work/store"
state e.xml "s/$until/2020-01-01/"
expect "one that has ended is not sealed" 4 "ended on 2020-01-01" sign e.xml x.asice fr
expect "one that ends ends by itself" 4 "ended on $until" \
	env SOURCE_DATE_EPOCH="$(date -u -d "$until +1 day" +%s)" \
	"$entente" -q run "$suite@1.0.0" "$work/sub" -o "$work/x" "${w[@]}"
expect "a report is no waiver" 4 "a waiver is expected here" \
	run sub x --waiver "$work/r.asice" --trust "$work/store"
state o.xml 's/outcome="fail"/outcome="inconclusive"/'
expect "a waiver covers a failure only" 4 "outcome" sign o.xml x.asice fr

# What the folder says must be what was sealed.
cp -r "$work/waived" "$work/told"
sed -i 's/made by the buyer/of no use/' "$work/told/report.xml"
expect "the report can not tell it otherwise" 0 "sealed" seal told told.asice lab
expect "which verification finds" 1 "otherwise than its signed file" \
	verify "$work/told.asice" --trust "$work/store"
cp -r "$work/waived" "$work/bare" && rm "$work/bare/waiver-1.asice"
expect "a report without its waiver is not sealed" 4 "its container holds 0" \
	seal bare bare.asice lab
cp -r "$work/plain" "$work/more" && cp "$work/w.asice" "$work/more/waiver-1.asice"
expect "nor one with a waiver that it does not name" 4 "its container holds 1" \
	seal more more.asice lab
cp -r "$work/waived" "$work/swap" && cp "$work/g.asice" "$work/swap/waiver-1.asice"
seal swap swap.asice lab >/dev/null 2>&1
expect "nor does another waiver stand for it" 1 "otherwise than its signed file" \
	verify "$work/swap.asice" --trust "$work/store"

# A suite may allow fewer waivers than would apply: then none counts.
mkdir -p "$work/suites/$suite/1.0.0"
sed 's/<suite /<suite max-waivers="0" /' "suites/$suite/1.0.0/suite.xml" \
	>"$work/suites/$suite/1.0.0/suite.xml"
none=$work/suites/$suite/1.0.0/suite.xml
state l.xml "s/$suite_sha256/$(sha256sum <"$none" | cut -d' ' -f1)/"
sign l.xml l.asice fr >/dev/null 2>&1
expect "more waivers than the suite allows do not count" 1 \
	"1 waiver would apply, and the suite allows 0: none of them counts" \
	"$entente" run "$none" "$work/sub" -o "$work/limited" --waiver "$work/l.asice" \
	--trust "$work/store"
expect "the page says so" 0 "Too many waivers" cat "$work/limited/report.en.html"
xmllint --noout --relaxng reports/schema/report.rng "$work/limited/report.xml" 2>/dev/null ||
	fail "the report does not follow its grammar"
expect "and so does what is sealed" 0 "sealed" seal limited limited.asice lab
sed -i 's/ waivers-refused="1"//' "$work/limited/report.xml"
expect "it can not be kept quiet" 4 "" seal limited quiet.asice lab
