#!/bin/bash
# drive.sh MODE BUILDDIR PROGRAM TESTS FUZZ SHELLTESTS
# Run every test, two at a time, show the output of those that fail, and close
# with one line that counts: "N passed, N failed, N skipped". A test that takes
# longer than ENTENTE_TEST_SECONDS is asked where it stands, and ended.
mode=$1 dir=$2 program=$3 tests=$4 fuzz=$5 shell=$6
logs=$dir/logs
rm -rf "$logs"
mkdir -p "$logs"
export ENTENTE_TEST_MODE=$mode
patience=${ENTENTE_TEST_SECONDS:-600}

# Each test is a session of its own, so that all it started can be ended. What a
# shell starts in the background has SIGINT and SIGQUIT ignored: set back.
one() { # NAME COMMAND...
	local name=${1//\//_} start=$SECONDS
	shift
	env --default-signal=INT,QUIT setsid "$@" >"$logs/$name.out" 2>&1 </dev/null &
	echo $! >"$logs/$name.pid"
	wait $!
	echo $? >"$logs/$name.rc"
	rm "$logs/$name.pid"
	[ $((SECONDS - start)) -lt 20 ] || echo "    $((SECONDS - start)) s: $name"
}

end_all() {
	local p
	for p in "$logs"/*.pid; do
		[ ! -e "$p" ] || kill -KILL -- "-$(<"$p")"
	done
	exit 1
}
trap end_all INT TERM HUP

stands() { # SESSION: where each of its processes is
	local pid
	ps -o pid,ppid,stat,wchan:20,etimes,args -s "$1"
	command -v gdb >/dev/null || return
	for pid in $(ps -o pid= -s "$1"); do
		echo "-- $pid"
		timeout 60 gdb -p "$pid" -batch -ex 'thread apply all bt 30' 2>&1
	done
}

watch() {
	local p
	while [ ! -e "$logs/ended" ] && kill -0 $$; do
		for p in "$logs"/*.pid; do
			[ -e "$p" ] && [ $(($(date +%s) - $(stat -c %Y "$p"))) -ge "$patience" ] || continue
			{
				echo "not ok - it did not end within $patience s:"
				stands "$(<"$p")"
			} >>"${p%.pid}.out"
			kill -KILL -- "-$(<"$p")"
		done
		sleep 2
	done
}
(watch >/dev/null 2>&1 </dev/null &)

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
touch "$logs/ended"

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
		tail -n 200 "$out"
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
