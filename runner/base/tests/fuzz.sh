#!/bin/bash
# fuzz.sh BUILDDIR SECONDS TARGET...: fuzz each target, two at a time. New
# inputs are kept below BUILDDIR; a crash is written there and fails the run.
build=$1 seconds=$2
shift 2
bad=0
pids=() names=()
run() {
	local name=${1##*/}
	mkdir -p "$build/corpus/$name" "$build/crashes"
	"$build/fuzz/$1" -max_total_time="$seconds" -rss_limit_mb=2560 -timeout=20 \
		-max_len=65536 -print_final_stats=0 -verbosity=0 \
		-artifact_prefix="$build/crashes/$name-" \
		"$build/corpus/$name" "fixtures/corpus/$name" \
		>"$build/crashes/$name.log" 2>&1
}
reap() {
	if wait "${pids[0]}"; then
		echo "ok - ${names[0]} (${seconds} s)"
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
