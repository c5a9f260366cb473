#!/bin/bash
# deps.sh WHAT PACKAGE...: install the Debian packages that are missing.
what=$1
shift
missing=()
for p in "$@"; do
	[ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null)" = installed ] ||
		missing+=("$p")
done
[ ${#missing[@]} -eq 0 ] && exit 0
# Another provider of the same tool will do: node from elsewhere, say.
still=()
for p in "${missing[@]}"; do
	case $p in
	nodejs) command -v node >/dev/null && continue ;;
	npm) command -v npm >/dev/null && continue ;;
	esac
	still+=("$p")
done
[ ${#still[@]} -eq 0 ] && exit 0

echo "The $what needs these Debian packages, which are not installed:" >&2
echo "  ${still[*]}" >&2
if ! command -v apt-get >/dev/null; then
	echo "There is no apt-get here: install them by the means of your system." >&2
	exit 1
fi
sudo=()
if [ "$(id -u)" -ne 0 ]; then
	if command -v sudo >/dev/null; then
		sudo=(sudo)
	else
		echo "You are not root and there is no sudo. Ask your administrator for:" >&2
		echo "  apt-get install ${still[*]}" >&2
		exit 1
	fi
fi
export DEBIAN_FRONTEND=noninteractive
apt=("${sudo[@]}" apt-get -q -o DPkg::Lock::Timeout=600)
install=("${apt[@]}" install -y --no-install-recommends "${still[@]}")
# The lists of packages may be old or absent: look again before giving up.
if ! "${install[@]}" && ! { "${apt[@]}" update && "${install[@]}"; }; then
	echo "apt-get could not install them (its reason stands above). Needed:" >&2
	echo "  ${still[*]}" >&2
	exit 1
fi
