#!/bin/bash
# suite.test.sh PROGRAM: the suite commands, as a user meets them.
set -u
entente=$1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0

ok() { # NAME CONDITION...
	local name=$1
	shift
	if "$@"; then
		echo "ok - $name"
	else
		echo "not ok - $name"
		bad=1
	fi
}
says() { # EXIT PATTERN ARGUMENT...: this exit code, this pattern in the output
	local want=$1 pattern=$2 rc
	shift 2
	"$entente" "$@" >"$work/out" 2>&1
	rc=$?
	[ "$rc" = "$want" ] && grep -q -e "$pattern" "$work/out" && return 0
	echo "# exit $rc (not $want), or no '$pattern' in:"
	sed 's/^/# /' "$work/out" | head -n 20
	return 1
}

full=fixtures/corpus/fuzz_suitexml/full.xml
mkdir -p "$work/suites/good/1.0.0"
cp fixtures/corpus/fuzz_suitexml/least.xml "$work/suites/good/1.0.0/suite.xml"

sed 's/ example="[^"]*"//' suites/germline-small-variants/1.0.0/suite.xml \
	>"$work/noexample.xml"

ok "every suite that is shipped is listed as readable" \
	bash -c '! "$0" suite list | grep broken' "$entente"
for s in suites/*/*/suite.xml; do
	ok "$s is sound, its fixtures are here, and it follows the grammar" \
		says 0 ": 0 errors" suite lint "$s" --schema --fixtures fixtures/golden
done
ok "the released suite conforms on its examples, and every control fails" \
	says 0 "the suite does what it says" suite selftest germline-small-variants
ok "a selftest in JSON names its outcomes" \
	says 0 '"GERM-001"' suite selftest germline-small-variants --json
ok "a selftest without examples is exit 4" says 4 "has no example" \
	suite selftest "$work/noexample.xml"
ok "suites of the user are found" env ENTENTE_SUITES="$work/suites" \
	bash -c '"$0" suite list | grep -q "^s@1.0.0 *draft"' "$entente"
ok "JSON of a list has the digest" env ENTENTE_SUITES="$work/suites" \
	bash -c '"$0" suite list --json | grep -q "$(sha256sum <"$1" | cut -c1-64)"' \
	"$entente" "$work/suites/good/1.0.0/suite.xml"
ok "show tells limits" says 0 ">= 0.95, clopper-pearson 99%" suite show $full
ok "show speaks French" says 0 "Témoins négatifs" --lang fr suite show $full
ok "show in JSON" says 0 '"metric": "a:recall:12"' suite show $full --json
ok "a draft is called one" says 0 "is a draft" suite show $full
ok "an unknown suite is exit 4 and names the others" \
	says 4 "there are: .*germline" suite show nonesuch
ok "lint gives place and code" \
	says 1 "full.xml:31:5: error SUITE-LINT-01" suite lint $full
ok "lint speaks French" \
	says 1 "erreur SUITE-LINT-01: il n.*y a pas de contr" --lang fr suite lint $full
ok "lint in JSON has both languages" \
	says 1 '"fr": "il n.*y a pas de contr' suite lint $full --json
ok "what can not be read is a problem too" \
	says 1 "1:1: error SUITE-LINT-00: this suite needs a program" \
	suite lint fixtures/corpus/fuzz_suitexml/newer.xml
ok "a file that is not there is exit 4" says 4 "there is no suite" \
	suite lint "$work/none.xml"
ok "checks are described" says 0 "files.missing" suite describe-checks
ok "one check is described in JSON" \
	says 0 '"name": "inventory"' suite describe-checks inventory --json
ok "an unknown check is a usage error" says 2 "no check zz" \
	suite describe-checks zz
exit $bad
