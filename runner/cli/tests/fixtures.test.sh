#!/bin/bash
# fixtures.test.sh PROGRAM: golden data listed and verified, as text and JSON.
set -u
entente=$(realpath "$1")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
unset LC_ALL LC_MESSAGES LANG ENTENTE_DATADIR ENTENTE_FIXTURES
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
says() { # EXIT PATTERN ARGUMENT...
	local want=$1 pattern=$2 rc
	shift 2
	"$entente" "$@" >"$work/out" 2>"$work/err"
	rc=$?
	[ "$rc" = "$want" ] && { [ -z "$pattern" ] || grep -qe "$pattern" "$work/out"; } && return 0
	echo "# exit $rc (not $want), or no '$pattern' in:"
	sed 's/^/# /' "$work/out" "$work/err" | head -n 20
	return 1
}
valid() { xargs -0 node -e 'JSON.parse(process.argv[1])' <"$work/out" 2>/dev/null; }

cp -r fixtures/golden/defects-1 "$work/set"
ok "the sets are listed" says 0 "truth.vcf.gz  *[0-9]*  truth" fixtures list
ok "the list of one set in JSON" says 0 '"role": "calls"' fixtures list "$work/set" --json
ok "all sets are intact" says 0 ": intact" fixtures verify
ok "a set in JSON" says 0 '"state": "intact"' fixtures verify "$work/set" --json
echo x >>"$work/set/unsorted.vcf.gz"
ok "a file that differs is exit 4" says 4 "unsorted.vcf.gz: DIFFERS" \
	fixtures verify "$work/set"
ok "the others are told all the same" grep -q ": intact" "$work/out"
ok "and in JSON" says 4 '"state": "different"' fixtures verify "$work/set" --json
ok "which is whole" bash -c '[ "$(head -c1 "$0")" = "[" ] && [ "$(tail -n1 "$0")" = "]" ]' "$work/out"
rm "$work/set/unsorted.vcf.gz"
ok "a file that is not there" says 4 '"state": "absent"' fixtures verify "$work/set" --json
ok "a folder without a manifest is exit 4" says 4 "" fixtures list "$work"
ok "a folder without a manifest is exit 4 in JSON too" says 4 "" fixtures verify "$work" --json
if command -v node >/dev/null; then
	says 0 . fixtures list --json
	ok "a JSON reader takes the list" valid
else
	echo "skip - node is not installed"
fi
exit $bad
