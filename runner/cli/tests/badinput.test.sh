#!/bin/bash
# badinput.test.sh PROGRAM: every kind of bad input gets its own message and the
# exit code of its kind: a defect in a deliverable is a failed case (1); a
# suite, fixture, reference or archive that can not be used is 4.
set -u
entente=$1
golden=fixtures/golden/forged-1
suite=germline-small-variants
tmp=$(mktemp -d)
trap 'chmod -R u+w "$tmp" 2>/dev/null; mountpoint -q "$tmp/full" && umount "$tmp/full"; rm -rf "$tmp"' EXIT
export TMPDIR=$tmp/work LC_ALL=C
mkdir "$TMPDIR"
bad=0

# expect NAME CODE TEXT COMMAND...: exit code and a text in what it says.
expect() {
	local name=$1 code=$2 text=$3 got
	shift 3
	"$@" >"$tmp/out" 2>"$tmp/err" </dev/null
	got=$?
	if [ $got -ne "$code" ]; then
		echo "not ok - $name: exit $got, want $code"
		tail -n 5 "$tmp/err"
		bad=1
	elif ! cat "$tmp/out" "$tmp/err" | tr '\n' ' ' | tr -s ' ' | grep -qiF -- "$text"; then
		echo "not ok - $name: says nothing of '$text':"
		tail -n 8 "$tmp/err" "$tmp/out"
		bad=1
	elif [ -n "$(ls -A "$TMPDIR")" ]; then
		echo "not ok - $name: leaves a work folder behind"
		rm -rf "${TMPDIR:?}"/*
		bad=1
	else
		echo "ok - $name"
	fi
}
run() { "$entente" run "$suite" "$@"; }

text=$tmp/good.vcf
gzip -dc "$golden/good.vcf.gz" >"$text"
head_only() { grep '^#' "$text"; }
body() { grep -v '^#' "$text"; }

# ---- deliverables: failed cases ---------------------------------------------
: >"$tmp/empty.vcf"
expect "an empty file" 1 "non-conformant" run "$tmp/empty.vcf"

gzip -c "$text" | head -c 20000 >"$tmp/cut.vcf.gz"
expect "a truncated gzip" 1 "non-conformant" run "$tmp/cut.vcf.gz"

head -c 20000 "$golden/good.vcf.gz" >"$tmp/cutb.vcf.gz"
expect "a truncated BGZF" 1 "cut short" run "$tmp/cutb.vcf.gz"

head -c -28 "$golden/good.vcf.gz" >"$tmp/noeof.vcf.gz"
expect "a BGZF without its end-of-file block" 1 "end-of-file block" run "$tmp/noeof.vcf.gz"

if command -v bcftools >/dev/null; then
	bcftools view -Ob -o "$tmp/full.bcf" "$golden/good.vcf.gz"
	head -c 20000 "$tmp/full.bcf" >"$tmp/cut.bcf"
	expect "a truncated BCF" 1 "non-conformant" run "$tmp/cut.bcf"
else
	echo "skip - a truncated BCF: no bcftools"
fi

body >"$tmp/nohead.vcf"
expect "a VCF without header" 1 "header" run "$tmp/nohead.vcf"

{ head_only; body | head -n 50 | tac; } >"$tmp/unsorted.vcf"
expect "an unsorted VCF" 1 "order" run "$tmp/unsorted.vcf"

sed 's/chr/contig_/' "$text" >"$tmp/contigs.vcf"
expect "contigs unknown to the reference" 1 "not in the reference" run "$tmp/contigs.vcf"

sed 's/^#CHROM/##contig=<ID=HLA-A*01:01:01:01,length=3503>\n&/; $a HLA-A*01:01:01:01\t9\t.\tA\tC\t9\tPASS\t.\tGT\t0/1' "$text" >"$tmp/decoys.vcf"
expect "contigs on top of the reference's, and calls on them" 0 "CONFORMANT" run "$tmp/decoys.vcf"

sed 's/ID=chr/ID=/; s/^chr//' "$text" >"$tmp/naming.vcf"
expect "contigs named 1 instead of chr1" 1 "bcftools annotate --rename-chrs" run "$tmp/naming.vcf"

# Without records, only the check of the call set meets the regions.
sed -n '/^#/p' "$text" | sed 's/ID=chr/ID=/' >"$tmp/nothing.vcf"
expect "no record, on contigs that the regions lack" 1 "share no contig with the regions" run "$tmp/nothing.vcf"

# What is missing is the vendor's fault, and no control may depend on it.
mkdir "$tmp/missing"
cp "$golden/good.vcf.gz" "$tmp/missing/calls.vcf.gz"
"$entente" pack "$tmp/missing" --suite $suite --vendor V --product P --product-version 1 \
	--class short-read --claims "snv indel" --sample S >/dev/null 2>&1
rm "$tmp/missing/calls.vcf.gz"
expect "a required file that is not there" 1 "NON-CONFORMANT" run "$tmp/missing"

{ head_only; body | head -n 20 | tr 'ACGT' 'CGTA' | sed 's/^ghr/chr/'; } |
	awk -F'\t' -v OFS='\t' '/^#/ {print; next} {sub(/^.*hr/, "chr", $1); $5 = ($4 == "A") ? "C" : "A"; print}' >"$tmp/ref.vcf"
expect "REF that does not match the reference" 1 "REF" run "$tmp/ref.vcf"

{ head_only; body | head -n 5; printf 'chr1\t\0\n'; } >"$tmp/nul.vcf"
expect "a NUL byte" 1 "NUL" run "$tmp/nul.vcf"

{ head_only; printf 'chr1\t100\t'; head -c 100000000 /dev/zero | tr '\0' x; echo; } >"$tmp/long.vcf"
expect "100 MB on one line" 1 "line" run "$tmp/long.vcf"
rm -f "$tmp/long.vcf"

# ---- suites, fixtures, archives: could not be judged ------------------------
mkdir "$tmp/laughs"
cat >"$tmp/laughs/suite.xml" <<'XML'
<?xml version="1.0"?>
<!DOCTYPE suite [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">
<!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;">]>
<suite xmlns="urn:entente:suite:1">&d;</suite>
XML
expect "a suite with a billion laughs" 4 "DOCTYPE" "$entente" run "$tmp/laughs" "$text"

mkdir "$tmp/escape"
cp "$golden/good.vcf.gz" "$tmp/escape/calls.vcf.gz"
"$entente" pack "$tmp/escape" --suite $suite --vendor V --product P --product-version 1 \
	--class short-read --claims "snv indel" --sample S >/dev/null 2>&1
sed -i 's|name="calls.vcf.gz"|name="../../etc/passwd"|' "$tmp/escape/submission.xml"
expect "a submission that names ../../etc/passwd" 4 "submission.xml:12:5: a file name may not hold the parts" run "$tmp/escape"

mkdir "$tmp/bomb"
head -c 300000000 /dev/zero >"$tmp/bomb/zeros"
tar -C "$tmp" -czf "$tmp/bomb.tar.gz" bomb
rm -rf "$tmp/bomb"
expect "an archive bomb" 4 "times its size" run "$tmp/bomb.tar.gz"

mkdir "$tmp/link"
ln -s /etc/passwd "$tmp/link/calls.vcf"
tar -C "$tmp" -cf "$tmp/link.tar" link
expect "an archive with a symbolic link" 4 "link" run "$tmp/link.tar"

mkdir "$tmp/nofixtures"
cp -r suites/schema reports "$tmp/nofixtures/" && mkdir -p "$tmp/nofixtures/suites" &&
	mv "$tmp/nofixtures/schema" "$tmp/nofixtures/suites/" && cp -r "suites/$suite" "$tmp/nofixtures/suites/"
expect "a missing fixture" 4 "forged-1/" "$entente" --datadir "$tmp/nofixtures" run $suite "$text"

mkdir -p "$tmp/wrong/fixtures"
cp -r suites reports "$tmp/wrong/" && cp -r fixtures/golden "$tmp/wrong/fixtures/"
printf 'chr1\t1\t2\n' >>"$tmp/wrong/fixtures/golden/forged-1/confident.bed"
expect "a fixture with another digest" 4 "confident.bed" \
	"$entente" --datadir "$tmp/wrong" run $suite "$text"
printf 'chr1\t9\t2\n' >"$tmp/beg-after-end.bed"
mkdir "$tmp/bedsuite"
sed -e "s|href=\"forged-1/confident.bed\" pin=\"octets\" sha256=\"[0-9a-f]*\"|href=\"bad.bed\" pin=\"octets\" sha256=\"$(sha256sum <"$tmp/beg-after-end.bed" | cut -d' ' -f1)\"|" \
	"suites/$suite/1.0.0/suite.xml" >"$tmp/bedsuite/suite.xml"
cp "$tmp/beg-after-end.bed" "$tmp/bedsuite/bad.bed"
expect "a BED whose end is before its start" 4 "bad.bed:1" \
	"$entente" run "$tmp/bedsuite" "$text" --fixtures "$tmp/bedsuite"

mkdir "$tmp/nowrite"
chmod 555 "$tmp/nowrite"
if [ "$(id -u)" -eq 0 ]; then
	# Root writes anywhere: a file in the place of the folder stops it too.
	: >"$tmp/afile"
	expect "an output folder that can not be written" 4 "afile" run "$text" -o "$tmp/afile/out"
else
	expect "an output folder that can not be written" 4 "nowrite" run "$text" -o "$tmp/nowrite/out"
fi

limited() { (ulimit -f 8 && run "$@"); }
expect "a file over the limit of the shell" 4 "File too large" limited "$text" -o "$tmp/limited"
if [ -n "$(ls -A "$tmp/limited")" ]; then
	echo "not ok - a file over the limit leaves nothing"
	bad=1
else
	echo "ok - a file over the limit leaves nothing"
fi

mkdir "$tmp/full"
if mount -t tmpfs -o size=64k tmpfs "$tmp/full" 2>/dev/null; then
	expect "a full disk" 4 "No space left" run "$text" -o "$tmp/full/out"
	if [ -e "$tmp/full/out/report.xml" ]; then
		echo "not ok - a full disk leaves no half report"
		bad=1
	else
		echo "ok - a full disk leaves no half report"
	fi
	umount "$tmp/full"
else
	echo "skip - a full disk: no right to mount a tmpfs"
fi

exit $bad
