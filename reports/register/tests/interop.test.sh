#!/bin/bash
# interop.test.sh PROGRAM: what a program of others says of a register: Go's
# golang.org/x/mod/sumdb (Debian's golang-golang-x-mod-dev) verifies signatures,
# a cosignature, a proof of inclusion, and reads the tiles.
set -euo pipefail
entente=$(realpath "$1")
go=$(realpath "$(dirname "$0")/interop.go")
mod=/usr/share/gocode/src/golang.org/x/mod/sumdb

if ! command -v go >/dev/null || [ ! -d $mod/tlog ]; then
	if [ "${ENTENTE_REQUIRE_DATA:-}" = 1 ]; then
		echo "not ok - golang-go or golang-golang-x-mod-dev is not installed"
		exit 1
	fi
	echo "skip - register interop: golang-go or golang-golang-x-mod-dev is not installed"
	exit 0
fi
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-go-XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"
reg() { "$entente" -q register "$@"; }

entries() { # FROM TO
	local i sum=0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef
	for i in $(seq "$1" "$2"); do
		echo "{\"action\":\"issue\",\"at\":\"2026-12-01T00:00:00Z\",\"body\":\"B\",\"certificate\":\"N-$i\",\"format\":\"1\",\"from\":\"2026-12-01\",\"nation\":\"FR\",\"product\":\"Caller « $i »\",\"sha256\":\"$sum\",\"suites\":\"g@1.0.0=$sum\",\"technology\":\"t\",\"to\":\"2027-12-01\",\"vendor\":\"V\",\"version\":\"1\"}"
	done >many
	reg add fr --entries many >/dev/null
	reg checkpoint fr --key fr.pem >/dev/null
}

reg key --key fr.pem --name register.example.fr --new-key >fr.vkey
reg key --key gb.pem --name witness.example.uk --new-key --cosigner >gb.vkey
reg init fr --key fr.pem --name register.example.fr >/dev/null
entries 1 3
cp fr/checkpoint older
entries 4 700
reg prove fr N-555 -o proof
reg list fr N-555 | cut -d' ' -f2- >entry
reg mirror fr gb --vkey fr.vkey >/dev/null
reg cosign gb --key gb.pem --name witness.example.uk >/dev/null

export GO111MODULE=off GOPATH=/usr/share/gocode GOCACHE=$work/cache
go build -o interop "$go"
check() { ./interop "$1" fr.vkey gb.vkey older proof entry; }
check gb

# What it refuses, so that it is known to look.
refused() { # WHAT FOLDER
	if check "$2" >said 2>&1; then
		echo "not ok - go accepts $1"
		exit 1
	fi
	echo "ok - go refuses $1: $(grep '^not ok' said | cut -c10-)"
}
cp -r gb bad && printf '\252' | dd of=bad/tile/0/001 bs=1 seek=99 conv=notrunc 2>/dev/null
refused "a changed tile" bad
cp -r gb bare && cp fr/checkpoint bare/checkpoint
refused "a checkpoint without its cosignature" bare
