#!/bin/bash
# submission.test.sh PROGRAM: a delivery on its way in, by the command: packed
# in each form, judged alike, refused when hostile; nothing left behind.
set -u
entente=$(realpath "$1")
here=$(cd "$(dirname "$0")/../../.." && pwd)
golden=$here/fixtures/golden/forged-1
suite=germline-small-variants
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/tmp" "$work/home"
export TMPDIR=$work/tmp XDG_DATA_HOME=$work/home
bad=0
cd "$work" || exit 1

# expect NAME EXIT TEXT ARGUMENT...: run the program; TEXT must be in what it
# says, and its work folder gone.
expect() {
	local name=$1 want=$2 text=$3 got
	shift 3
	"$entente" "$@" >out 2>&1
	got=$?
	if [ "$got" -ne "$want" ] || ! grep -qF -- "$text" out; then
		echo "not ok - $name: exit $got, wanted $want and '$text'"
		sed 's/^/    /' out
		bad=1
	elif [ -n "$(ls -A tmp)" ]; then
		echo "not ok - $name: left $(ls tmp) in the work folder"
		bad=1
	else
		echo "ok - $name"
	fi
}

mkdir in
cp "$golden/good.vcf.gz" in/calls.vcf.gz
cp "$golden/good.vcf.gz.tbi" in/calls.vcf.gz.tbi
expect "a folder without submission.xml is pointed to pack" 4 "entente pack" \
	run $suite in -o o0
expect "pack makes submission.xml and says what is open" 0 "FILL IN: vendor" \
	pack in --suite $suite
expect "what is still open is not judged" 4 "FILL IN: vendor" run $suite in -o o1
expect "pack fills in" 0 '"open": ""' pack in --vendor Example --product Caller \
	--product-version 2 --class short-read --claims "snv indel" \
	--sample FORGED-1 --json
expect "a folder is judged" 0 "CONFORMANT" run $suite in -o folder
digest=$(grep "result digest" out)
for kind in tar tar.gz tar.zst zip; do
	expect "pack makes $kind" 0 "0 new" pack in --archive "s.$kind"
	expect "$kind is judged" 0 "$digest" run $suite "s.$kind" -o "o.$kind"
done

mkdir top && cp -r in top/delivery
tar -C top -czf nested.tgz delivery
expect "one top folder is looked into" 0 "$digest" run $suite nested.tgz -o o2
tar -C in -cf escape.tar --transform 's,^calls.vcf.gz$,../escaped,' -P \
	submission.xml calls.vcf.gz
expect "an archive that climbs out is refused" 4 "'.' or '..'" \
	run $suite escape.tar -o o3
if [ -e escaped ] || [ -e tmp/escaped ]; then
	echo "not ok - it escaped"
	bad=1
fi
ln -s /etc/hostname in/link
expect "a link in a folder is refused" 4 "symbolic link" run $suite in -o o4
tar -C in -czf link.tgz .
expect "a link in an archive is refused" 4 "symbolic links" run $suite link.tgz -o o5
rm in/link
head -c 20000 s.tar >cut.tar
expect "an archive cut short is refused" 4 "cut short" run $suite cut.tar -o o6
mkdir bomb && truncate -s 100M bomb/zeros && tar -C bomb -czf bomb.tgz zeros
expect "an archive that expands without end is refused" 4 "times its size" \
	run $suite bomb.tgz -o o7

cp "$golden/bad.vcf.gz" in/calls.vcf.gz
expect "another file than the one listed fails" 1 "INV-DIGEST" run $suite in -o o8
expect "a bare file is a pre-check" 0 "pre-check" \
	run $suite "$golden/good.vcf.gz" -o o9
expect "a file of no kind is refused" 4 "neither a submission" \
	run $suite /etc/hostname -o o10
tar -C in -cJf s.tar.xz .
expect "another kind of archive is named as such" 4 "kind of archive" \
	run $suite s.tar.xz -o o11
expect "a pipe is not waited for" 4 "not a regular file" \
	run $suite <(printf x) -o o12

expect "a fixture's right copy is adopted" 0 "$(printf 'reference\t')" \
	fixtures adopt reference "$golden/reference.fa.gz" --suite $suite
expect "a wrong one is not" 4 "this is not the fixture 'truth'" \
	fixtures adopt truth "$golden/good.vcf.gz" --suite $suite
expect "two suites with a fixture of this name leave a choice" 2 "--suite" \
	fixtures adopt truth "$golden/truth.vcf.gz"
expect "a fixture that no suite has is not known" 2 "no suite has a fixture" \
	fixtures adopt nonesuch "$golden/good.vcf.gz"
if [ "$(wc -l <home/entente/adopted.tsv)" != 2 ]; then
	echo "not ok - the list of adopted copies has another length"
	bad=1
fi

exit $bad
