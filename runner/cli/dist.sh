#!/bin/bash
# dist.sh OUTDIR VERSION PROGRAM: OUTDIR/entente-VERSION-linux-ARCH.tar.gz,
# a tree that runs wherever it is unpacked on a Linux with the same or a newer C
# library: the program, its data, and the shared libraries it needs (all but
# the C library), each with its copyright file. PROGRAM is BUILD/MODE/entente.
set -euo pipefail
mkdir -p "$1"
build=$(realpath "$1") version=$2 program=$3
mode=$(dirname "$program")
name=entente-$version-linux-$(uname -m)
top=$build/dist/$name
rm -rf "$build/dist"
make --no-print-directory -s install DESTDIR="$top" PREFIX= \
	BUILD="$(dirname "$mode")" MODE="$(basename "$mode")" >/dev/null

lib=$top/lib/entente
licences=$top/share/doc/entente/licences
mkdir -p "$lib" "$licences"
# libcurl is loaded when it is needed (runner/net/curlload.h).
curl=$(/sbin/ldconfig -p | awk '$1 == "libcurl-gnutls.so.4" {print $NF; exit}')
mapfile -t libs < <({ ldd "$program" "$curl"; echo "libcurl => $curl"; } | awk '$2 == "=>" && $3 ~ /^\// {print $3}' |
	grep -vE '/(lib(c|m|pthread|dl|rt|resolv)\.so|ld-linux)' | sort -u)
cp -L "${libs[@]}" "$lib/"
# A package may list a library below /lib or below /usr/lib: ask for both.
mapfile -t real < <(readlink -f "${libs[@]}")
for package in $(dpkg -S "${real[@]}" "${real[@]#/usr}" 2>/dev/null | sed 's/:.*//' | sort -u); do
	cp "/usr/share/doc/$package/copyright" "$licences/$package"
done
cp LICENSE README.md "$top/share/doc/entente/"
# The same bytes for the same tree: sorted names, one time, no owner.
tar --sort=name --mtime="@${SOURCE_DATE_EPOCH:-0}" --owner=0 --group=0 \
	--numeric-owner -C "$build/dist" -cf - "$name" |
	gzip -n >"$build/$name.tar.gz"
echo "$build/$name.tar.gz"
