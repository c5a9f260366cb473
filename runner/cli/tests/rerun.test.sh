#!/bin/bash
# rerun.test.sh PROGRAM: a sealed report, or a certificate's, run again: the same
# result, another one and why, or none that could be compared.
set -euo pipefail
entente=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-rerun-XXXXXX")
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

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes \
	-keyout "$work/lab.key" -out "$work/lab.crt" -days 30 -subj "/O=Example/CN=lab" 2>/dev/null
submission() { # DIR CALLS VERSION
	mkdir -p "$work/$1"
	cp "fixtures/golden/forged-1/$2.vcf.gz" "$work/$1/calls.vcf.gz"
	cp "fixtures/golden/forged-1/$2.vcf.gz.tbi" "$work/$1/calls.vcf.gz.tbi"
	"$entente" -q pack "$work/$1" --suite "$suite@1.0.0" --vendor Example --product Caller \
		--product-version "$3" --class short-read --claims "snv indel" --sample FORGED-1 >/dev/null
}
seal() { # DIR OUT
	"$entente" -q sign "$work/$1" --key "$work/lab.key" --cert "$work/lab.crt" \
		-o "$work/$2.asice"
}
submission sub good 1
submission next good 2
"$entente" -q run "$suite@1.0.0" "$work/sub" -o "$work/r" >/dev/null || [ $? -le 3 ]
seal r report
rerun() { "$entente" rerun "$@"; }

expect "the same files give the same result" 0 "SAME RESULT" \
	rerun "$work/report.asice" "$work/sub"
expect "by the same program" 0 "the same program, to the byte" \
	rerun "$work/report.asice" "$work/sub" --threads 1
expect "in French" 0 "MÊME RÉSULTAT" rerun "$work/report.asice" "$work/sub" --lang fr
expect "as JSON" 0 '"same": true' rerun "$work/report.asice" "$work/sub" --json
tar -C "$work" -czf "$work/sub.tar.gz" sub
expect "of an archive too" 0 "SAME RESULT" rerun "$work/report.asice" "$work/sub.tar.gz"

# Reports that say of themselves that they are about these files, and counted
# others: as if another program had made them.
submission worse control-false 1
"$entente" -q run "$suite@1.0.0" "$work/worse" -o "$work/odd" >/dev/null || [ $? -le 3 ]
for f in calls.vcf.gz calls.vcf.gz.tbi; do
	a=$(sha256sum <"$work/worse/$f" | cut -d' ' -f1)
	b=$(sha256sum <"$work/sub/$f" | cut -d' ' -f1)
	sed -i "s/name=\"$f\" sha256=\"$a\"/name=\"$f\" sha256=\"$b\"/" "$work/odd/report.xml"
done
seal odd odd
expect "another result is noticed" 1 "DIFFERENT RESULT" rerun "$work/odd.asice" "$work/sub"
expect "where it first differs is told" 1 "first difference: measurement format.1" \
	rerun "$work/odd.asice" "$work/sub"
expect "with both numbers" 1 "counter format.records: " rerun "$work/odd.asice" "$work/sub"
expect "and what it means for the cases" 1 ": fail then, pass now" \
	rerun "$work/odd.asice" "$work/sub"
expect "as JSON" 1 '"first_difference": {"kind": "count"' \
	rerun "$work/odd.asice" "$work/sub" --json
cp -r "$work/odd" "$work/version"
sed -i 's/ program="[^"]*"/ program="0.0.1"/' "$work/version/report.xml"
seal version version
said=$("$entente" rerun "$work/version.asice" "$work/sub") && fail "not the same"
[[ $(sed -n 2p <<<"$said") == "another version of the program: 0.0.1 then, "* ]] ||
	fail "the version does not stand first: $said"
echo "ok - another version of the program is named first"
cp -r "$work/r" "$work/build"
# Another run, a day earlier: one run sealed twice would be one report.
sed -i 's/ created="[^"]*"/ created="'"$(date -u -d yesterday +%FT%TZ)"'"/' \
	"$work/build/report.xml"
sed -i 's/ program-sha256="[^"]*"/ program-sha256="'"$(sha256sum </dev/null | cut -d' ' -f1)"'"/' \
	"$work/build/report.xml"
seal build build
expect "another build may give the same result" 0 "another build of the same version" \
	rerun "$work/build.asice" "$work/sub"
cp -r "$work/r" "$work/silent"
sed -i 's/ program-sha256="[^"]*"//' "$work/silent/report.xml"
seal silent silent
expect "a report may not say which" 0 "does not say which build" \
	rerun "$work/silent.asice" "$work/sub"

# What can not be run again.
expect "another product" 4 "and the submission of Example, Caller, 2" \
	rerun "$work/report.asice" "$work/next"
expect "other files" 4 "is another file than the one that was judged" \
	rerun "$work/report.asice" "$work/worse"
mkdir "$work/empty"
expect "no submission" 4 "" rerun "$work/report.asice" "$work/empty"
sed 's/Caller/Cellar/' "$work/report.asice" >"$work/touched.asice"
expect "a container that was touched" 4 "does not verify" rerun "$work/touched.asice" "$work/sub"
expect "a second report where there is one" 2 "holds one report" \
	rerun "$work/report.asice" "$work/sub" --report 2
expect "fixtures that are not there" 4 "" env HOME=/nonexistent "$entente" \
	rerun "$work/report.asice" "$work/sub" --datadir "$work/empty"

# --- a certificate's report ---------------------------------------------------
digest() { openssl x509 -in "$work/lab.crt" -outform DER | sha256sum | cut -d' ' -f1; }
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$work/body.key" \
	-out "$work/body.crt" -days 30 -subj "/O=Example/CN=body" 2>/dev/null
body=$(openssl x509 -in "$work/body.crt" -outform DER | sha256sum | cut -d' ' -f1)
suite_sha256=$(sha256sum <"$work/r/suite.xml" | cut -d' ' -f1)
mkdir "$work/store"
cat >"$work/store/trust.xml" <<XML
<trust xmlns="urn:entente:trust:1"><holders>
<holder role="lab" name="Labo FR" nation="FR" certificate="$(digest)"/>
<holder role="body" name="Certif FR" nation="FR" certificate="$body"/>
</holders><suites><suite id="$suite" version="1.0.0" sha256="$suite_sha256"/></suites></trust>
XML
cat >"$work/scheme.xml" <<XML
<scheme xmlns="urn:entente:scheme:1" id="fr-example" version="1.0.0" nation="FR"
        status="proposed" source="an example for the tests">
  <title xml:lang="en">Example scheme</title>
  <title xml:lang="fr">Programme d’exemple</title>
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
<decision xmlns="urn:entente:decision:1" number="FR-2026-0001" from="$(date -u +%F)"
          covers="this-version" attempt="1" attempts-registered="1">
  <scope xml:lang="en">Small germline variants of short reads</scope>
  <scope xml:lang="fr">Petits variants germinaux de lectures courtes</scope>
  <regulatory regime="CE-IVDR" declared="none"/>
  <evaluated-by>A. Evaluator</evaluated-by>
  <reviewed-by>B. Reviewer</reviewed-by>
  <decided-by>C. Decider</decided-by>
</decision>
XML
certify() { # OUT REPORT...
	local out=$1
	shift
	"$entente" -q certify "$@" --as "Certif FR" --scheme "$work/scheme.xml" \
		--decision "$work/decision.xml" --trust "$work/store" --key "$work/body.key" \
		--cert "$work/body.crt" -o "$work/$out.asice"
}
certify one "$work/report.asice"
expect "a certificate's report is run again" 0 "SAME RESULT" rerun "$work/one.asice" "$work/sub"
certify two "$work/report.asice" "$work/build.asice"
expect "one of several has to be named" 2 "rests on 2 reports: name one" \
	rerun "$work/two.asice" "$work/sub"
expect "the second, say" 0 "another build of the same version" \
	rerun "$work/two.asice" "$work/sub" --report 2
expect "not the third" 2 "rests on 2 reports" rerun "$work/two.asice" "$work/sub" --report 3
