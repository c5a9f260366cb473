#!/bin/bash
# errata.test.sh PROGRAM: an objection to a case, the erratum that accepts it,
# and what that makes of stored results.
set -euo pipefail
entente=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-errata-XXXXXX")
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
for k in lab fr vendor third; do make_key $k; done
trust store "$(holder lab "Labo FR" FR lab)$(holder body "Certif FR" FR fr)$(holder vendor Example FR vendor)"
trust nobody "$(holder lab "Labo FR" FR lab)"
trust other "$(holder lab "Labo FR" FR fr)"
# The same keys by other names.
trust abroad "$(holder body "Certif FR" GB fr)$(holder vendor Example GB vendor)"
trust swapped "$(holder body Autre FR fr)$(holder vendor Another FR vendor)$(holder body "Certif FR" FR lab)$(holder vendor Example FR third)"
trust renamed "$(holder body Autre FR fr)$(holder vendor Another FR vendor)"

# --- an objection -----------------------------------------------------------------
cat >"$work/objection.xml" <<XML
<objection xmlns="urn:entente:objection:1" id="O-7" suite="$suite@1.0.0"
           suite-sha256="$suite_sha256" case="FMT-006">
  <statement xml:lang="en">The index is no deliverable</statement>
  <statement xml:lang="fr">L’index n’est pas un livrable</statement>
</objection>
XML
seal() { # KIND FILE KEY STORE OUT [OPTION...]
	local kind=$1 file=$2 key=$3 store=$4 out=$5
	shift 5
	"$entente" "$kind" sign "$work/$file" --trust "$work/$store" --key "$work/$key.key" \
		--cert "$work/$key.crt" -o "$work/$out.asice" "$@"
}
xmllint --noout --relaxng reports/schema/objection.rng "$work/objection.xml" 2>/dev/null ||
	fail "the objection does not follow its grammar"
expect "a vendor objects" 0 "objection: " seal objection objection.xml vendor store o
expect "a laboratory may too" 0 "objection: " seal objection objection.xml lab store o2 --as "Labo FR"
expect "not in another's name" 4 "the key is that of Example" \
	seal objection objection.xml vendor store no --as "Labo FR"
expect "nor somebody unknown" 4 "does not know whose key" \
	seal objection objection.xml vendor nobody no
expect "it verifies" 0 "objection to a case of a suite" \
	"$entente" verify "$work/o.asice" --trust "$work/store"
expect "in French" 0 "L’index n’est pas un livrable" \
	"$entente" verify "$work/o.asice" --trust "$work/store" --lang fr
expect "as JSON" 0 '"document": "objection"' \
	"$entente" verify "$work/o.asice" --trust "$work/store" --json
expect "to a reader who does not know the vendor it is nobody's" 3 \
	"does not know who sealed" "$entente" verify "$work/o.asice" --trust "$work/nobody"
expect "by a key of another nation it is refused" 1 \
	"says that it is by Example of FR; the trust store knows its signer as Example of GB" \
	"$entente" verify "$work/o.asice" --trust "$work/abroad"
expect "in the name of another holder too" 1 \
	"says that it is by Example of FR; the trust store knows its signer as Another of FR" \
	"$entente" verify "$work/o.asice" --trust "$work/swapped"
expect "a reader may have a name of its own for who signed" 0 "Another" \
	"$entente" verify "$work/o.asice" --trust "$work/renamed"

# --- an erratum -------------------------------------------------------------------
o_sha256=$(sha256sum <"$work/o.asice" | cut -d' ' -f1)
erratum() { # FILE SED-EXPRESSION...
	local file=$work/$1
	shift
	cat >"$file" <<XML
<erratum xmlns="urn:entente:erratum:1" id="E-2" suite="$suite@1.0.0"
         suite-sha256="$suite_sha256" case="FMT-006" since="2026-11-23">
  <objection id="O-7" sha256="$o_sha256"/>
  <reason xml:lang="en">The case asks for what the suite does not</reason>
  <reason xml:lang="fr">Le cas demande ce que la suite ne demande pas</reason>
</erratum>
XML
	for s in "$@"; do sed -i "$s" "$file"; done
}
erratum erratum.xml
xmllint --noout --relaxng reports/schema/erratum.rng "$work/erratum.xml" 2>/dev/null ||
	fail "the erratum does not follow its grammar"
expect "a body seals an erratum" 0 "erratum: " seal erratum erratum.xml fr store e --as "Certif FR"
for n in o e; do
	kind=objection
	[ $n = e ] && kind=erratum
	unzip -p "$work/$n.asice" $kind.xml >"$work/sealed.xml"
	xmllint --noout --relaxng reports/schema/$kind.rng "$work/sealed.xml" 2>/dev/null ||
		fail "a sealed $kind does not follow its grammar"
done
echo "ok - what is sealed follows its grammar"
expect "a vendor does not" 4 "can not seal an erratum" seal erratum erratum.xml vendor store no
expect "nor a laboratory" 4 "can not seal an erratum" seal erratum erratum.xml lab store no
expect "it verifies" 0 "erratum of a certification body" \
	"$entente" verify "$work/e.asice" --trust "$work/store"
expect "it names the objection" 0 "O-7, SHA-256 $o_sha256" \
	"$entente" verify "$work/e.asice" --trust "$work/store"
expect "a reader who knows its signer as a laboratory refuses it" 1 "can not seal an erratum" \
	"$entente" verify "$work/e.asice" --trust "$work/other"
for store in abroad swapped; do
	expect "an erratum as another body's is refused ($store)" 1 \
		"says that it is by Certif FR of FR; the trust store knows its signer as" \
		"$entente" verify "$work/e.asice" --trust "$work/$store"
done
erratum nocase.xml 's/case="FMT-006"//'
expect "without a case" 4 "lacks the attribute 'case'" seal erratum nocase.xml fr store no
erratum alone.xml '/<objection/d'
expect "an objection is not needed" 0 "erratum: " seal erratum alone.xml fr store e-alone
erratum extra.xml 's/<reason xml:lang="en">/<more\/>&/'
expect "what is not known is refused" 4 extra.xml seal erratum extra.xml fr store no
expect "an objection is no erratum" 4 "" seal erratum objection.xml fr store no

# --- what it changes ----------------------------------------------------------------
submission() { # DIR INDEX-OF
	mkdir -p "$work/$1"
	cp fixtures/golden/forged-1/good.vcf.gz "$work/$1/calls.vcf.gz"
	cp "fixtures/golden/forged-1/$2.vcf.gz.tbi" "$work/$1/calls.vcf.gz.tbi"
	"$entente" -q pack "$work/$1" --suite "$suite@1.0.0" --vendor Example \
		--product Caller --product-version 1 --class short-read \
		--claims "snv indel" --sample FORGED-1 >/dev/null
}
report() { # NAME INDEX-OF
	submission "$1" "$2"
	"$entente" -q run "$suite@1.0.0" "$work/$1" -o "$work/$1-r" >/dev/null || [ $? -le 3 ]
	"$entente" -q sign "$work/$1-r" --key "$work/lab.key" --cert "$work/lab.crt" \
		-o "$work/archive/$1.asice"
}
mkdir "$work/archive"
report good good
report index control-false
impact() { "$entente" suite impact "$@"; }
trusted=(--trust "$work/store")
expect "a result that the case did not touch stays" 0 "conformant, as before" \
	impact "$work/e.asice" "$work/archive/good.asice" "${trusted[@]}"
expect "one that it failed changes" 1 \
	"CHANGES from non-conformant to conformant, with FMT-006 excluded by the erratum E-2" \
	impact "$work/e.asice" "$work/archive/index.asice" "${trusted[@]}"
expect "in French" 1 "PASSE de non-conformant à conformant" \
	impact "$work/e.asice" "$work/archive/index.asice" "${trusted[@]}" --lang fr
expect "a folder is gone through" 1 "2 reports, a verdict changes in 1; 0 containers" \
	impact "$work/e.asice" "$work/archive" "${trusted[@]}"
impact "$work/e.asice" "$work/archive" "${trusted[@]}" --json >"$work/impact.json" && fail "exit 0"
python3 -c 'import json, sys
d = json.load(open(sys.argv[1]))
assert d["changed"] == 1 and d["unjudged"] == 0 and d["erratum"] == "E-2", d
assert [r["touched"] for r in d["reports"]] == [True, True], d
assert d["reports"][1]["verdicts"][0] == {"profile": "GB-GEL", "then": "non-conformant",
                                          "now": "conformant"}, d' "$work/impact.json" ||
	fail "the JSON: $(cat "$work/impact.json")"
echo "ok - as JSON"
expect "without a store it is said that nobody vouches for it" 1 "no trust store was given" \
	impact "$work/e.asice" "$work/archive/index.asice"
expect "with one that does not know the body it is not used" 4 "of no known body" \
	impact "$work/e.asice" "$work/archive/index.asice" --trust "$work/nobody"
expect "an objection excludes nothing" 4 "holds no erratum" \
	impact "$work/o.asice" "$work/archive/index.asice" "${trusted[@]}"
erratum other.xml 's/suite-sha256="../suite-sha256="00/'
seal erratum other.xml fr store e-other 2>/dev/null
expect "other octets of the suite are another suite" 0 "not touched" \
	impact "$work/e-other.asice" "$work/archive/index.asice" "${trusted[@]}"
erratum none.xml 's/case="FMT-006"/case="NONE-1"/'
seal erratum none.xml fr store e-none 2>/dev/null
expect "a case that the suite does not have" 4 "which the suite does not have" \
	impact "$work/e-none.asice" "$work/archive/index.asice" "${trusted[@]}"
cp "$work/o.asice" "$work/archive/objection.asice"
expect "other documents in a folder are passed over" 1 "2 reports, a verdict changes in 1; 0" \
	impact "$work/e.asice" "$work/archive" "${trusted[@]}"
expect "but not one that was asked for" 4 "holds no report" \
	impact "$work/e.asice" "$work/o.asice" "${trusted[@]}"
echo nonsense >"$work/archive/broken.asice"
expect "what can not be judged is told, and the rest judged" 4 \
	"2 reports, a verdict changes in 1; 1 containers could not be judged" \
	impact "$work/e.asice" "$work/archive" "${trusted[@]}"

# --- the next MAJOR leaves the case out ---------------------------------------------
# next VERSION SED-EXPRESSION...: the suite's next version.
next() {
	local version=$1
	shift
	sed 's/ version="1.0.0"/ version="'"$version"'"/' "suites/$suite/1.0.0/suite.xml" >"$work/next.xml"
	for s in "$@"; do sed -i "$s" "$work/next.xml"; done
}
lint() { "$entente" suite lint "$work/next.xml" --erratum "$work/e.asice" "${trusted[@]}" "$@"; }
# The case and what names it: a control that makes nothing else fail goes too.
fold() {
	python3 - "$work/next.xml" <<-'PY'
		import re, sys
		text = open(sys.argv[1]).read()
		text, n = re.subn(r'<case id="FMT-006".*?</case>', "", text, flags=re.S)
		assert n == 1
		text = re.sub(r'<control [^>]*fails="FMT-006".*?</control>', "", text, flags=re.S)
		text = re.sub(r'(fails="[^"]*)\bFMT-006 ?', r"\1", text)
		open(sys.argv[1], "w").write(text)
	PY
}
grep -q 'id="FMT-006"' "suites/$suite/1.0.0/suite.xml" || fail "the suite has no FMT-006"
next 2.0.0
line=$(grep -n '<case id="FMT-006"' "$work/next.xml" | cut -d: -f1)
expect "a next MAJOR that keeps the case is refused" 1 \
	"next.xml:$line:5: error SUITE-LINT-41: the erratum E-2 excludes FMT-006 from $suite@1.0.0: leave it out" lint
expect "in French" 1 "l’erratum E-2 exclut FMT-006" lint --lang fr
expect "as JSON" 1 '"code": "SUITE-LINT-41"' lint --json
fold
expect "one that leaves it out is sound but for what is of no more use" 0 ": 0 errors, 4 warnings" lint
next 1.1.0
expect "a MINOR that keeps it is told that it counts" 0 \
	"warning SUITE-LINT-43: FMT-006 counts here" lint
fold
expect "a MINOR does not leave it out" 1 \
	"error SUITE-LINT-42: FMT-006, which the erratum E-2 excludes, is left out within a MAJOR" lint
next 1.0.0
expect "the suite itself has nothing to fold" 0 "is about this very suite" lint
expect "which --strict does not let pass" 1 "SUITE-LINT-43" lint --strict
fold
expect "nor is it altered" 1 "SUITE-LINT-42: the erratum E-2 is about other octets" lint
next 0.9.0
expect "an earlier version" 0 "of which this is no later version" lint
next 2.0.0 "s/ id=\"$suite\"/ id=\"another\"/"
expect "another suite" 0 "of which this is no later version" lint
next 2.0.0 "s/ id=\"$suite\"/ id=\"${suite%s}\"/"
expect "one whose name begins the same" 0 "of which this is no later version" lint
next 2.0.0
expect "an objection is not taken for one" 4 "holds no erratum" \
	"$entente" suite lint "$work/next.xml" --erratum "$work/o.asice" "${trusted[@]}"
expect "nor an erratum of nobody" 4 "of no known body" \
	"$entente" suite lint "$work/next.xml" --erratum "$work/e.asice" --trust "$work/nobody"
expect "without a store it is said that nobody vouches for it" 1 "no trust store was given" \
	"$entente" suite lint "$work/next.xml" --erratum "$work/e.asice"
expect "a store without an erratum has no use" 2 "name one with --erratum" \
	"$entente" suite lint "$work/next.xml" "${trusted[@]}"
for name in "$suite@x@1.0.0" "$suite" "$suite@1.0" "@1.0.0" "$suite@1.0.0 "; do
	erratum form.xml "s/ suite=\"$suite@1.0.0\"/ suite=\"$name\"/"
	expect "one about '$name', which is no version of a suite, is not sealed" 4 \
		"form.xml:1:1: '$name' is no value of the attribute 'suite'" seal erratum form.xml fr store e-form
done
expect "of several errata each is asked" 1 "2 errors, 0 warnings" lint --erratum "$work/e-other.asice" \
	--erratum "$work/e-none.asice"
