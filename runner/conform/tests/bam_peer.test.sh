#!/bin/bash
# bam_peer.test.sh PROGRAM: what samtools writes breaks no rule of the
# specification, and a BAM that it finds fault with does.
set -u
entente=$1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
bad=0
for tool in samtools bgzip; do
	if ! command -v $tool >/dev/null; then
		echo "skip - BAM by samtools: $tool absent"
		exit 0
	fi
done

# 2,000 pairs: most near, some with a mate elsewhere, unmapped or clipped; then
# single reads, with another place to which they align.
awk 'BEGIN {
	srand(7)
	for (i = 0; i < 20000; i++)
		genome = genome substr("ACGT", 1 + int(4 * rand()), 1)
	quals = "IIIIIFFFFF:::::#####"
	print "@SQ\tSN:chr1\tLN:20000\n@SQ\tSN:chr2\tLN:20000"
	print "@RG\tID:a\tSM:s\tPL:ILLUMINA"
	for (k = 0; k < 2000; k++) {
		at = 1 + int(19000 * rand())
		far = k % 50 == 7
		lost = k % 61 == 0
		clip = k % 7 == 0
		mate = at + 200
		one = clip ? "5S45M" : "50M"
		flag = lost ? 73 : 97
		line("r" k, flag, "chr1", at, one, far ? "chr2" : "=", lost ? at : mate, far || lost ? 0 : 250)
		if (lost)
			line("r" k, 133, "chr1", at, "*", "=", at, 0)
		else
			line("r" k, 145, far ? "chr2" : "chr1", mate, "50M", far ? "chr1" : "=", at, far ? 0 : -250)
	}
	for (k = 0; k < 300; k++) {
		line("s" k, 16 * (k % 2), "chr2", 1 + 60 * k, "20M2D30M", "*", 0, 0)
		line("s" k, 256 + 16 * (k % 2), "chr1", 1 + 60 * k, "30M5I15M", "*", 0, 0)
		line("u" k, 4, "*", 0, "*", "*", 0, 0)
	}
}
function line(name, flag, chr, at, cigar, next_chr, next_at, tlen) {
	printf "%s\t%d\t%s\t%d\t%d\t%s\t%s\t%d\t%d\t%s\t%s%s%s\tRG:Z:a\n", name, flag, chr, at,
		cigar == "*" ? 0 : 60, cigar, next_chr, next_at, tlen,
		substr(genome, at ? at : 1, 50), quals, quals, substr(quals, 1, 10)
}' >"$work/made.sam"

cd "$work" || exit 1
samtools view -b -o view.bam made.sam
samtools view -u -o uncompressed.bam made.sam
samtools sort -o sorted.bam made.sam
samtools sort -n -o names.bam made.sam
samtools fixmate -m names.bam fixed.bam
samtools sort -o fixed_sorted.bam fixed.bam
samtools markdup fixed_sorted.bam marked.bam
samtools collate -o collated.bam sorted.bam
samtools merge -f merged.bam sorted.bam 2>/dev/null
samtools view -b -L <(printf 'chr1\t100\t3000\n') -o region.bam sorted.bam
samtools view -H -b -o header.bam made.sam
samtools index sorted.bam
samtools index -c marked.bam
samtools index region.bam
cp sorted.bam stale.bam
cp region.bam.bai stale.bam.bai
cd "$OLDPWD" || exit 1

for f in view uncompressed sorted names fixed fixed_sorted marked collated merged region header; do
	if ! "$entente" check "$work/$f.bam" >"$work/out" 2>&1; then
		echo "not ok - a BAM by samtools breaks a rule: $f"
		cat "$work/out"
		bad=1
	fi
	if grep -qE 'warning (PAIR|SORT|TAG|BAM)' "$work/out"; then
		echo "not ok - a BAM by samtools raises a warning: $f"
		cat "$work/out"
		bad=1
	fi
done

# What samtools can not read to its end is no BAM; nor is what lost its order.
size=$(stat -c %s "$work/sorted.bam")
head -c $((size / 2)) "$work/sorted.bam" >"$work/cut.bam"
{ samtools view -H "$work/names.bam" | sed 's/SO:queryname/SO:coordinate/'
	samtools view "$work/names.bam"; } | samtools view -b -o "$work/unsorted.bam"
bgzip -dc "$work/sorted.bam" >"$work/plain.bam"
for f in cut:BGZF-002 unsorted:SORT-001 plain:BAM-017; do
	"$entente" check "$work/${f%:*}.bam" >"$work/out" 2>&1
	if [ $? -ne 1 ] || ! grep -q "${f#*:}" "$work/out"; then
		echo "not ok - ${f%:*}.bam does not break ${f#*:}"
		cat "$work/out"
		bad=1
	fi
done

# An index of other records is none of these.
"$entente" check "$work/stale.bam" >"$work/out" 2>&1
if [ $? -ne 1 ] || ! grep -q 'error BAI-' "$work/out"; then
	echo "not ok - the index of another file is taken for this one's"
	cat "$work/out"
	bad=1
fi

# Places are told by the number and the name of the record.
"$entente" check --json "$work/unsorted.bam" | grep -q '"record": [0-9]*, .*"name": "' || {
	echo "not ok - a place of BAM has neither record nor name"
	"$entente" check --json "$work/unsorted.bam" | head -30
	bad=1
}
[ $bad -eq 0 ] && echo "ok - what samtools writes breaks no rule"
exit $bad
