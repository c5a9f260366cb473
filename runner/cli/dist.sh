#!/bin/bash
# dist.sh BUILDDIR VERSION PROGRAM: BUILDDIR/entente-VERSION-linux-ARCH.tar.gz,
# a tree that runs wherever it is unpacked on a Linux with the same or a newer C
# library: the program, its data, and the shared libraries it needs (all but
# the C library), each with its copyright file.
set -euo pipefail
build=$1 version=$2 program=$3
name=entente-$version-linux-$(uname -m)
top=$build/dist/$name
rm -rf "$build/dist"
make --no-print-directory -s install DESTDIR="$PWD/$build/dist/$name" PREFIX= >/dev/null

lib=$top/lib/entente
licences=$top/share/doc/entente/licences
mkdir -p "$lib" "$licences"
ldd "$program" | awk '$2 == "=>" && $3 ~ /^\// {print $1, $3}' |
	while read -r soname path; do
		case $soname in
		libc.so.* | libm.so.* | libpthread.so.* | libdl.so.* | librt.so.* | \
			libresolv.so.* | ld-linux*) continue ;;
		esac
		cp -L "$path" "$lib/$soname"
		real=$(readlink -f "$path")
		package=$(dpkg -S "$real" 2>/dev/null || dpkg -S "${real#/usr}" 2>/dev/null || true)
		package=${package%%:*}
		if [ -n "$package" ] && [ -f "/usr/share/doc/$package/copyright" ]; then
			cp "/usr/share/doc/$package/copyright" "$licences/$package"
		fi
	done
cp LICENSE README.md "$top/share/doc/entente/"
# The same bytes for the same tree: sorted names, one time, no owner.
tar --sort=name --mtime="@${SOURCE_DATE_EPOCH:-0}" --owner=0 --group=0 \
	--numeric-owner -C "$build/dist" -cf - "$name" |
	gzip -n9 >"$build/$name.tar.gz"
echo "$build/$name.tar.gz"
