#!/bin/bash
# drive.sh MODE BUILDDIR PROGRAM TESTS FUZZ SHELLTESTS
# Run every test, two at a time, show the output of those that fail, and close
# with one line that counts: "N passed, N failed, N skipped".
mode=$1 dir=$2 program=$3 tests=$4 fuzz=$5 shell=$6
logs=$dir/logs
rm -rf "$logs"
mkdir -p "$logs"
export ENTENTE_TEST_MODE=$mode

one() { # NAME COMMAND...
	local name=${1//\//_} start=$SECONDS
	shift
	if "$@" >"$logs/$name.out" 2>&1 </dev/null; then
		echo 0 >"$logs/$name.rc"
	else
		echo $? >"$logs/$name.rc"
	fi
	[ $((SECONDS - start)) -lt 20 ] || echo "    $((SECONDS - start)) s: $name"
}

limit() { while [ "$(jobs -rp | wc -l)" -ge "${JOBS:-$(nproc)}" ]; do wait -n; done; }

for t in $shell; do
	[ "$program" = - ] && continue
	limit
	one "$t" bash "$t" "$program" &
done
for t in $tests; do
	limit
	one "$t" "$t" &
done
for f in $fuzz; do
	limit
	one "$f.replay" "$dir/$f.replay" "fixtures/corpus/${f##*/}"/* &
done
wait

passed=0 failed=0 skipped=0
for rc in "$logs"/*.rc; do
	out=${rc%.rc}.out
	n=$(grep -cE '^(\[       OK \]|ok - )' "$out")
	s=$(grep -cE '^(\[  SKIPPED \] [a-z]|skip - )' "$out")
	b=$(grep -cE '^(\[  FAILED  \] [a-z]|not ok - )' "$out")
	case $rc in *.replay.rc) n=1 ;; esac
	if [ "$(cat "$rc")" != 0 ]; then
		[ "$b" -gt 0 ] || b=1
		echo "---- $(basename "${rc%.rc}") failed (exit $(cat "$rc")):"
		tail -n 60 "$out"
	elif [ $((n + s)) -eq 0 ]; then
		b=1
		echo "---- $(basename "${rc%.rc}") ran no test:"
		tail -n 20 "$out"
	fi
	grep -hE '^(\[  SKIPPED \] [a-z]|skip - )' "$out" | sort -u
	passed=$((passed + n)) failed=$((failed + b)) skipped=$((skipped + s))
done
if [ "$skipped" -gt 0 ] && [ "${ENTENTE_REQUIRE_DATA:-0}" = 1 ]; then
	echo "skipped tests count as failures here (ENTENTE_REQUIRE_DATA=1)"
	failed=$((failed + skipped))
fi
echo "tests ($mode):"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ] && [ "$passed" -gt 0 ]
