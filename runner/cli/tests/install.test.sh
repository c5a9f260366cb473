#!/bin/bash
# install.test.sh PROGRAM: what `make install` and `make dist` lay down runs from
# anywhere, with nothing in the environment; `make uninstall` leaves nothing.
set -u
program=$1
version=$("$program" --version)
version=${version#entente }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
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
mode=$(dirname "$program")
# Not the jobs and options of the make that runs the tests.
unset MAKEFLAGS MFLAGS MAKELEVEL
quiet_make() {
	make --no-print-directory -s BUILD="$(dirname "$mode")" MODE="$(basename "$mode")" \
		"$@" >"$work/make.log" 2>&1 || { sed 's/^/# /' "$work/make.log"; return 1; }
}
good=$PWD/fixtures/golden/forged-1/good.vcf.gz
# works PREFIX: from another place, with an empty environment
works() {
	(cd / && env -i "$1/bin/entente" suite list) >"$work/out" 2>&1 &&
		grep -q '^germline-small-variants@' "$work/out" &&
		(cd / && env -i "$1/bin/entente" run germline-small-variants "$good" \
			-o "$work/result") >"$work/out" 2>&1 &&
		grep -q 'CONFORMANT' "$work/out" && [ -s "$work/result/report.fr.html" ] &&
		return 0
	sed 's/^/# /' "$work/out" | head -n 20
	return 1
}
files() { find "$1" -type f -o -type l; }

ok "make install" quiet_make install DESTDIR="$work/root" PREFIX=/opt/entente
ok "the man pages are there" test -s "$work/root/opt/entente/share/man/man1/entente.1" \
	-a -s "$work/root/opt/entente/share/man/fr/man1/entente.1" \
	-a -s "$work/root/opt/entente/share/man/fr/man1/entente-compare.1"
cp -a "$work/root" "$work/copy"
ok "make uninstall" quiet_make uninstall DESTDIR="$work/root" PREFIX=/opt/entente
ok "make uninstall leaves no file" [ -z "$(files "$work/root")" ]
mkdir "$work/else where"
mv "$work/copy/opt/entente" "$work/else where/moved"
ok "an installed tree that was moved works" works "$work/else where/moved"
ok "the completion of an installed tree loads" \
	bash -c 'source "$0" && complete -p entente >/dev/null' \
	"$work/else where/moved/share/bash-completion/completions/entente"

if [ "${ENTENTE_TEST_MODE:-release}" = release ]; then
	bash runner/cli/dist.sh "$work/dist" "$version" "$program" >"$work/name"
	ok "make dist names the archive that it makes" [ -s "$(cat "$work/name")" ]
	mkdir "$work/unpacked"
	tar -xzf "$work"/dist/entente-*.tar.gz -C "$work/unpacked"
	rm -rf "$work/dist/dist"
	tree=$(echo "$work"/unpacked/entente-*)
	ok "the unpacked archive works" works "$tree"
	# All but the C library come out of the archive.
	env -u LD_LIBRARY_PATH ldd "$tree/bin/entente" |
		grep -vE 'linux-vdso|ld-linux|lib(c|m|pthread|dl|rt|resolv)\.so' >"$work/ldd"
	ok "it needs libraries" [ "$(wc -l <"$work/ldd")" -gt 5 ]
	ok "and brings each" eval '! grep -vF "=> $tree/" "$work/ldd"'
	env -u LD_LIBRARY_PATH ldd "$tree/lib/entente/libcurl-gnutls.so.4" |
		awk '$2 == "=>" {print $1}' | grep -vE 'lib(c|m|pthread|dl|rt|resolv)\.so' >"$work/ldd"
	ok "and libcurl, which is loaded when it is needed" [ "$(wc -l <"$work/ldd")" -gt 5 ]
	ok "with what that needs" eval 'while read -r l; do [ -e "$tree/lib/entente/$l" ] || exit 1; done <"$work/ldd"'
	# Packages may bring several libraries, none brings none.
	ok "with licences" [ "$(find "$tree/share/doc/entente/licences" -type f | wc -l)" -gt 10 ]
fi
exit $bad
