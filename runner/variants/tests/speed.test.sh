#!/bin/bash
# speed.test.sh PROGRAM: the benchmark's limits (CPU against bcftools view,
# memory) on a small genome, so that a slow change is seen at once. Only the
# release build is gated: the others are slow on purpose.
set -u
if [ "${ENTENTE_TEST_MODE:-release}" != release ]; then
	echo "ok - speed is gated in the release build only"
	exit 0
fi
exec bash "$(dirname "$0")/../bench/small-variants.sh" "$1" 30e6
