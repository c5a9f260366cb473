# cost.sh: sourced by the benches of this folder. What programs cost, in CPU
# seconds, in wall clock and in memory: they take turns, and the least of the
# rounds counts, so that others at work on the machine disturb little.
#
#     bench_begin TOOL...         skips, and says so, when a tool is missing
#     bench_run NAME COMMAND...   once; the bench fails when the command does
#     bench_rounds FUNCTION IS-FAST
#     bench_get NAME cpu|wall|mb, bench_ratio NAME OTHER cpu|wall
#     bench_limit VALUE MAX TEXT  printed, and kept for bench_end
#     bench_end                   the exit code
#
# `entente`, `quick` (0 or 1) are set by who sources this, by bench_options.
# shellcheck shell=bash disable=SC2034
set -eu -o pipefail
shopt -s inherit_errexit

bench_options() { # ENTENTE [--quick] [SIZE]: sets entente, quick, size
	entente=${1:?usage: $0 ENTENTE [--quick] [SIZE]}
	quick=0
	shift
	if [ "${1:-}" = --quick ]; then
		quick=1
		shift
	fi
	size=${1:-}
}

bench_begin() {
	local tool
	for tool in /usr/bin/time "$@"; do
		command -v "$tool" >/dev/null ||
			{ echo "skip - $tool is not installed"; exit 0; }
	done
	work=$(mktemp -d "${TMPDIR:-/tmp}/entente-bench-XXXXXX")
	trap 'rm -rf "$work"' EXIT
	# ENTENTE_BENCH_DATA keeps the data for the next time.
	data=${ENTENTE_BENCH_DATA:-$work}
	mkdir -p "$data"
	bench_failed=0
	: >"$work/costs"
}

bench_run() { # NAME COMMAND...
	local name=$1
	shift
	if ! /usr/bin/time -o "$work/t" -f "$name %U %S %e %M" "$@" >"$work/out" 2>"$work/err"; then
		echo "not ok - $*"
		tail -n 5 "$work/out" "$work/err"
		exit 1
	fi
	cat "$work/t" >>"$work/costs"
}

bench_get() { # NAME cpu|wall|mb: the least; of memory, the most
	awk -v name="$1" -v what="$2" '$1 != name { next }
		{ v = what == "cpu" ? $2 + $3 : what == "wall" ? $4 : $5 / 1000
		  if (!n++ || (what == "mb" ? v > best : v < best)) best = v }
		END { if (!n) exit 1; print best }' "$work/costs"
}

bench_ratio() { # NAME OTHER cpu|wall: "none" of what took no time
	local a b
	a=$(bench_get "$1" "$3")
	b=$(bench_get "$2" "$3")
	awk -v a="$a" -v b="$b" 'BEGIN { if (b <= 0) print "none"; else printf "%.3f\n", a / b }'
}

bench_show() { # NAME TEXT
	printf '  %-44s %7.2f s CPU %7.2f s wall %5.0f MB\n' "$2" "$(bench_get "$1" cpu)" \
		"$(bench_get "$1" wall)" "$(bench_get "$1" mb)"
}

bench_holds() { # VALUE MAX; what is no number never holds
	[[ $1 =~ ^[0-9.]+$ && $2 =~ ^[0-9.]+$ ]] &&
		awk -v v="$1" -v max="$2" 'BEGIN { exit !(v + 0 <= max + 0) }'
}

# Nine tenths of the processors idle for a second: only then the clock says
# something.
bench_quiet() {
	{ head -1 /proc/stat && sleep 1 && head -1 /proc/stat; } |
		awk '{ n = 0; for (i = 2; i <= NF; i++) n += $i
			d = $5 - idle; t = n - all; idle = $5; all = n }
			END { exit !(d >= 0.9 * t) }'
}

bench_limit() { # VALUE MAX TEXT
	if bench_holds "$1" "$2"; then
		printf '  ok: %s: %.2f (at most %s)\n' "$3" "$1" "$2"
	else
		printf '  NOT OK: %s: %s is above %s\n' "$3" "${1:-none}" "$2"
		bench_failed=1
	fi
}

# Three rounds of FUNCTION, in which all take turns. With --quick three more, twice,
# while IS-FAST says no: others may be at work.
bench_rounds() { # FUNCTION IS-FAST
	local i k
	: >"$work/costs"
	for ((k = 0; k < (quick ? 3 : 1); k++)); do
		for ((i = 0; i < 3; i++)); do "$1"; done
		if "$2"; then break; fi
	done
}

# A limit: as it is, or with --quick 1.3 times that, for what is small and for
# machines where others are at work.
bench_max() { # LIMIT
	if [ "$quick" = 1 ]; then awk -v m="$1" 'BEGIN { print 1.3 * m }'; else echo "$1"; fi
}

bench_end() {
	exit "$bench_failed"
}
