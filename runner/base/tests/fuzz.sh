#!/bin/bash
# fuzz.sh BUILDDIR SECONDS TARGET...: fuzz each target for SECONDS of CPU, as
# many at once as there are processors. New inputs are kept below BUILDDIR; a
# crash is written there and fails the run. FUZZ_ROUNDS is a ceiling: where
# other work takes the processors, the time on the clock is at most that often
# as long, and the line of the target says how much it got.
build=$1 seconds=$2
shift 2
bad=0
pids=() names=()
rounds=${FUZZ_ROUNDS:-4}
export TIMEFORMAT='%U %S'
once() { # NAME TARGET SECONDS
	"$build/fuzz/$2" -max_total_time="$3" -rss_limit_mb=2560 -timeout=20 \
		-max_len=65536 -print_final_stats=0 -verbosity=0 \
		-artifact_prefix="$build/crashes/$1-" \
		"$build/corpus/$1" "fixtures/corpus/$1" \
		>>"$build/crashes/$1.log" 2>&1
}
run() {
	local name=${1##*/} used=0 left=$seconds cpu=$build/crashes/${1##*/}.cpu i
	mkdir -p "$build/corpus/$name" "$build/crashes"
	: >"$build/crashes/$name.log"
	for ((i = 0; i < rounds && left > 0; i++)); do
		{ time once "$name" "$1" "$left"; } 2>"$cpu" || return 1
		used=$(awk -v u="$used" '{ printf "%d", u + $1 + $2 + 0.5 }' "$cpu")
		left=$((seconds - used))
		echo "$used" >"$cpu"
	done
}
reap() {
	if wait "${pids[0]}"; then
		echo "ok - ${names[0]} ($(<"$build/crashes/${names[0]##*/}.cpu") s of CPU)"
	else
		echo "not ok - ${names[0]}"
		tail -n 40 "$build/crashes/${names[0]##*/}.log"
		bad=1
	fi
	pids=("${pids[@]:1}") names=("${names[@]:1}")
}
for t in "$@"; do
	[ ${#pids[@]} -lt "$(nproc)" ] || reap
	run "$t" &
	pids+=($!) names+=("$t")
done
while [ ${#pids[@]} -gt 0 ]; do reap; done
exit $bad
