#!/bin/bash
# cram_peer.test.sh PROGRAM: nothing that samtools and bcftools write raises an
# error of the specification; their indexes fit; what is damaged is not passed.
set -u
entente=$1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
bad=0
for tool in samtools bcftools gzip; do
	if ! command -v $tool >/dev/null; then
		echo "skip - CRAM and BCF of other tools: $tool absent"
		exit 0
	fi
done
fail() {
	echo "$*"
	bad=1
}
# expect STATUS WHAT ARGUMENT...
expect() {
	local want=$1 what=$2
	shift 2
	"$entente" check "$@" >"$work/out" 2>&1
	local got=$?
	[ $got = "$want" ] && return
	fail "$what: exit $got instead of $want"
	head -20 "$work/out"
}

# 400 pairs on two sequences, with differences, clips, gaps and tags; reads
# without place at the end.
awk -v fasta="$work/ref.fa" -v sam="$work/in.sam" '
function base() { return substr("ACGT", 1 + int(rand() * 4), 1) }
function read(s, pos, i,    r) {
	r = substr(s, pos, 50)
	if (i % 3 == 0)
		r = substr(r, 1, 20) "N" substr(r, 22)
	return r
}
BEGIN {
	srand(7)
	for (k = 1; k <= 2; k++) {
		s[k] = ""
		for (i = 0; i < 3000; i++)
			s[k] = s[k] base()
		printf ">c%d\n", k > fasta
		for (i = 1; i <= 3000; i += 60)
			print substr(s[k], i, 60) > fasta
	}
	q = "IIIIIIIIIIHHHHHHHHHHGGGGGGGGGGFFFFFFFFFF##########"
	print "@HD\tVN:1.6\tSO:unsorted" > sam
	print "@SQ\tSN:c1\tLN:3000\n@SQ\tSN:c2\tLN:3000" > sam
	print "@RG\tID:g\tSM:s\tPL:ILLUMINA" > sam
	for (i = 0; i < 400; i++) {
		k = 1 + i % 2
		p = 1 + int(rand() * 2700)
		m = p + 150
		cigar = i % 5 == 0 ? "10S40M" : i % 5 == 1 ? "20M5I25M" : "50M"
		a = read(s[k], p, i)
		reference = i % 5 == 0 ? 40 : i % 5 == 1 ? 45 : 50
		printf "r%d\t99\tc%d\t%d\t60\t%s\t=\t%d\t%d\t%s\t%s\tRG:Z:g\tXB:B:s,%d,-2\tXF:f:0.5\n",
			i, k, p, cigar, m, 200, a, q, i > sam
		printf "r%d\t147\tc%d\t%d\t60\t50M\t=\t%d\t%d\t%s\t%s\tRG:Z:g\n",
			i, k, m, p, -200, read(s[k], m, 1), q > sam
	}
	for (i = 0; i < 50; i++)
		printf "u%d\t4\t*\t0\t0\t*\t*\t0\t0\tACGTACGTAC\tIIIIIIIIII\tRG:Z:g\n", i > sam
}' </dev/null
samtools sort -o "$work/in.bam" "$work/in.sam" 2>/dev/null || fail "no BAM"
samtools faidx "$work/ref.fa"
expect 0 "the SAM itself" -r "$work/ref.fa" "$work/in.bam"

n=0
for version in 2.1 3.0 3.1; do
	for how in "" ,embed_ref=1 ,no_ref=1 ,seqs_per_slice=50 \
		,seqs_per_slice=50,slices_per_container=3 ,multi_seq_per_slice=1 \
		,lossy_names=1 ,archive ,small ,fast ,use_bzip2=1,use_lzma=1 \
		,use_arith=1,use_fqz=1,use_tok=1; do
		file=$work/x$n.cram
		n=$((n + 1))
		# samtools lets CRAM 2.1 have blocks of lzma, which came with 3.0.
		[ $version$how = 2.1,use_bzip2=1,use_lzma=1 ] && how=,use_bzip2=1
		samtools view -T "$work/ref.fa" -O "cram,version=$version$how" \
			-o "$file" "$work/in.bam" 2>/dev/null || continue
		samtools index "$file"
		expect 0 "CRAM $version$how" -r "$work/ref.fa" "$file"
		grep -q '850 records: conforms' "$work/out" ||
			fail "CRAM $version$how: $(head -1 "$work/out")"
		expect 0 "index of CRAM $version$how" "$file.crai"
	done
done
[ $n = 36 ] || fail "$n files instead of 36"

# A reference that is not given is not fetched, nor is what was not looked at a
# pass.
expect 4 "CRAM without its reference" "$work/x12.cram"
expect 0 "CRAM with its reference inside" "$work/x13.cram"
expect 0 "CRAM without a reference" "$work/x14.cram"

# The reference compressed, without indexes; another one of the same names.
if command -v bgzip >/dev/null; then
	bgzip -c "$work/ref.fa" >"$work/packed.fa.gz"
	expect 0 "reference in BGZF" -r "$work/packed.fa.gz" "$work/x12.cram"
	[ -e "$work/packed.fa.gz.fai" ] || [ -e "$work/packed.fa.gz.gzi" ] &&
		fail "an index was written beside the packed reference"
fi
tr ACGT CGTA <"$work/ref.fa" | sed 's/>\(.\)/>c/' >"$work/other.fa"
expect 1 "another reference" -r "$work/other.fa" "$work/x12.cram"
grep -q CRAM-SL-001 "$work/out" || fail "CRAM-SL-001 is not told"

# One byte after the other is changed: a sum stands over each.
file=$work/x14.cram
size=$(stat -c %s "$file")
for at in 40 200 1000 5000 $((size / 2)) $((size - 60)) $((size - 10)); do
	cp "$file" "$work/spoilt.cram"
	byte=$(od -An -tu1 -j "$at" -N 1 "$file" | tr -d ' ')
	printf "\\x$(printf %02x $((byte ^ 16)))" |
		dd of="$work/spoilt.cram" bs=1 seek="$at" conv=notrunc 2>/dev/null
	expect 1 "byte $at changed" "$work/spoilt.cram"
done
head -c $((size - 38)) "$file" >"$work/spoilt.cram"
expect 1 "without its end" "$work/spoilt.cram"
cp "$file" "$work/spoilt.cram"
gzip -dc "$work/x15.cram.crai" | gzip >"$work/spoilt.cram.crai"
expect 1 "with the index of another" "$work/spoilt.cram"

# BCF
cat >"$work/in.vcf" <<'VCF'
##fileformat=VCFv4.2
##reference=file:///ref.fa
##contig=<ID=c1,length=3000>
##contig=<ID=c2,length=3000>
##FILTER=<ID=q10,Description="x">
##INFO=<ID=DP,Number=1,Type=Integer,Description="x">
##INFO=<ID=AF,Number=A,Type=Float,Description="x">
##INFO=<ID=DB,Number=0,Type=Flag,Description="x">
##INFO=<ID=END,Number=1,Type=Integer,Description="x">
##FORMAT=<ID=GT,Number=1,Type=String,Description="x">
##FORMAT=<ID=AD,Number=R,Type=Integer,Description="x">
##FORMAT=<ID=PL,Number=G,Type=Integer,Description="x">
#CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	S1	S2
c1	10	rs1	A	C	30.5	PASS	DP=3;AF=0.25;DB	GT:AD:PL	0/1:1,2:1,2,3	0|0:300,0:0,9,70000
c1	11	.	A	C,G	.	q10	DP=200;AF=0.1,1e-05	GT:AD	./.:.	1/2:1,2,3
c1	30	.	A	<*>	.	.	END=60	GT	0/0	0
c2	5	.	ACG	A	1e+06	.	.	GT:PL	0/1:1,2,3	.
VCF
for how in -Ob -Ou "-Ob --drop-genotypes" "-Ob -s S2"; do
	# shellcheck disable=SC2086
	bcftools view $how "$work/in.vcf" >"$work/x.bcf" 2>/dev/null
	expect 0 "bcftools view $how" "$work/x.bcf"
	grep -q 'bcf 2.2, 4 records: conforms' "$work/out" ||
		fail "bcftools view $how: $(head -1 "$work/out")"
done
bcftools annotate -x INFO/DP,FORMAT/AD -Ob "$work/in.vcf" >"$work/x.bcf" 2>/dev/null
expect 0 "bcftools annotate -x" "$work/x.bcf"
head -c $(($(stat -c %s "$work/x.bcf") - 28)) "$work/x.bcf" >"$work/cut.bcf"
expect 1 "BCF without its end" "$work/cut.bcf"
[ $bad = 0 ] && echo "ok - CRAM and BCF of samtools and bcftools"
exit $bad
