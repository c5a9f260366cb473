#!/bin/bash
# register.sh PROGRAM [ENTRIES]: a register of that many entries (default
# 1,000,000): what adding 10,000 more, proving, checking and auditing cost.
# Limits: append under 5 s, prove and check under 10 ms each; the audit's time
# an entry at a tenth of the size shows that it is linear. For what takes
# milliseconds the mean of twenty runs is shown, on the clock and of the CPU, the
# best of ten such; beside `entente --version`, which does nothing but start, and
# /bin/true, which shows what the shell takes.
set -euo pipefail
entente=$(realpath "$1")
n=${2:-1000000}
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-register-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
sum=$(printf x | sha256sum | cut -d' ' -f1)

entries() { # FROM TO
	seq "$1" "$2" | awk -v sum="$sum" '{printf "{\"action\":\"issue\",\"at\":\"2026-12-01T00:00:00Z\",\"body\":\"Certif FR\",\"certificate\":\"N-%d\",\"format\":\"1\",\"from\":\"2026-12-01\",\"nation\":\"FR\",\"product\":\"Caller\",\"sha256\":\"%s\",\"suites\":\"g@1.0.0=%s\",\"technology\":\"short-read\",\"to\":\"2028-11-30\",\"vendor\":\"Example\",\"version\":\"1\"}\n", $1, sum, sum}'
}
# seconds COMMAND...: wall time of the best of three.
seconds() {
	local best="" t
	for _ in 1 2 3; do
		t=$( { TIMEFORMAT=%R; time "$@" >/dev/null; } 2>&1)
		best=$(printf '%s\n%s\n' "${best:-$t}" "$t" | sort -g | head -1)
	done
	echo "$best"
}
# ms COMMAND...: of one run, in milliseconds: on the clock, of the CPU.
ms() {
	TIMEFORMAT='%R %U %S'
	for _ in {1..10}; do
		{ time twenty "$@" >/dev/null; } 2>&1
	done | sort -g | awk 'NR == 1 { print $1 * 50, ($2 + $3) * 50 }'
}
twenty() {
	for _ in {1..20}; do "$@"; done
}
once() { { TIMEFORMAT=%R; time "$@" >/dev/null; } 2>&1; }

key=$("$entente" -q register init log --name bench.example --key key.pem --new-key)
tenth=$((n / 10))
entries 1 "$tenth" >some
"$entente" register add log --entries some >/dev/null
"$entente" register checkpoint log --key key.pem >/dev/null
small=$(seconds "$entente" register audit log --vkey "$key")
entries $((tenth + 1)) "$n" >rest
"$entente" register add log --entries rest >/dev/null
"$entente" register checkpoint log --key key.pem >/dev/null
large=$(seconds "$entente" register audit log --vkey "$key")
entries "$((n + 1))" "$((n + 10000))" >latest
add=$(once "$entente" register add log --entries latest)
sign=$(once "$entente" register checkpoint log --key key.pem)
prove=$(ms "$entente" register prove log $((n / 3)))
written=$(ms "$entente" register prove log $((n / 3)) -o proof)
"$entente" register list log "N-$((n / 3 + 1))" | cut -d' ' -f2- >entry
check=$(ms "$entente" register check proof entry --vkey "$key")
start=$(ms "$entente" --version)
nothing=$(ms /bin/true)
awk -v n="$n" -v add="$add" -v sign="$sign" -v prove="$prove" -v check="$check" \
	-v written="$written" -v start="$start" -v nothing="$nothing" \
	-v small="$small" -v large="$large" '
	function row(what, times, more) {
		split(times, t, " ")
		printf "  %-24s %6.1f ms  %5.1f ms CPU  %s\n", what, t[1], t[2], more
		return t[1]
	}
	BEGIN {
		printf "register of %d entries\n", n
		printf "  append 10,000 and sign   %6.2f s   (limit 5)\n", add + sign
		proved = row("prove", prove, "(limit 10)")
		row("prove -o FILE", written, "(waits until the disk has it)")
		checked = row("check", check, "(limit 10)")
		row("entente --version", start)
		row("/bin/true", nothing)
		printf "  audit                    %6.2f s   (%.2f x a tenth of it, times ten)\n", large, large / (10 * small)
		exit !(add + sign < 5 && proved < 10 && checked < 10 && large < 15 * small)
	}'
