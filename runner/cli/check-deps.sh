#!/bin/bash
# check-deps.sh DEPS DEPS_TEST PKGS CFLAGS...: each header that the sources
# include in <>, and each .pc file, comes from a package that the Makefile
# installs by name. Without this, a machine that has everything hides what a
# fresh one would miss, and another package's dependency may be gone tomorrow.
set -euo pipefail
shopt -s inherit_errexit
named=" $1 $2 libc6-dev linux-libc-dev " # the last two come with gcc
pkgs=$3
shift 3
if ! command -v dpkg-query >/dev/null; then
	echo "check-deps: skipped, no dpkg here: nobody can say whose a header is"
	exit "${ENTENTE_REQUIRE_DATA:-0}"
fi

found() { # the file of each header and each package of pkg-config
	local p h
	for p in $pkgs; do
		realpath -e "$(pkg-config --variable=pcfiledir "$p")/$p.pc"
	done
	git grep -hoE '^# *include <[^>]+>' -- '*.c' '*.h' | sed 's/.*<\(.*\)>/\1/' |
		sort -u | while read -r h; do
		printf '#include <%s>\n' "$h" | "${CC:-gcc}" "$@" -M -x c - | tr -d '\\' |
			tr -s ' \n' '\n' | awk -v h="/$h" \
			'!n && substr($0, length($0) - length(h) + 1) == h {print; n = 1}'
	done | xargs realpath -e
}
files=$(found "$@")
[ -n "$files" ]
missing=$(xargs dpkg-query -S <<<"$files" | sed -E 's/(:[a-z0-9]+)?: / /' |
	while read -r package file; do
		[[ $named == *" $package "* || $package == libgcc-*-dev ]] ||
			echo "  $package, for $file"
	done)
[ -z "$missing" ] && exit 0
echo "neither DEPS nor DEPS_TEST of the Makefile names:" >&2
echo "$missing" >&2
exit 1
