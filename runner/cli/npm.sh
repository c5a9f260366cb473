#!/bin/bash
# npm.sh FOLDER NAME@VERSION...: the npm packages that tests use as peers are in
# FOLDER afterwards, and nowhere else. Without them those tests are skipped and
# say so: that is no error here. A registry that does not answer is not waited
# for without end.
folder=$1
shift
[ "$(cat "$folder/has" 2>/dev/null)" = "$*" ] && exit 0
if ! command -v npm >/dev/null; then
	echo "npm is not installed: the tests that need $* are skipped" >&2
	exit 0
fi
for try in 1 2 3; do
	rm -rf "$folder"
	mkdir -p "$folder"
	rc=0
	timeout -k 10 180 npm install --no-audit --no-fund --no-progress \
		--fetch-retries 0 --prefix "$folder" "$@" \
		>"$folder/log" 2>&1 </dev/null || rc=$?
	if [ $rc = 0 ]; then
		echo "$*" >"$folder/has"
		exit 0
	fi
	echo "npm install, attempt $try of 3 (exit $rc):" >&2
	tail -n 10 "$folder/log" >&2
done
echo "npm could not install $*: the tests that need them are skipped" >&2
