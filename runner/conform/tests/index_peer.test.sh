#!/bin/bash
# index_peer.test.sh PROGRAM: the indexes that tabix and bcftools make raise
# nothing; those of another version of the file, and spoiled ones, are told.
set -u
entente=$(realpath "$1")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0
for tool in bcftools tabix bgzip; do
	if ! command -v $tool >/dev/null; then
		echo "skip - indexes of other tools: $tool absent"
		exit 0
	fi
done
cd "$work" || exit 1

# A gVCF of many blocks: calls, short and very long blocks with END, a contig
# without records, and one that begins at its last bases.
make_vcf() { # SEED
	awk -v seed="$1" 'BEGIN {
		srand(seed)
		print "##fileformat=VCFv4.2"
		print "##INFO=<ID=END,Number=1,Type=Integer,Description=\"end\">"
		for (c = 1; c <= 4; c++)
			print "##contig=<ID=chr" c ",length=536870911>"
		print "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO"
		for (c = 1; c <= 4; c++) {
			if (c == 3) continue
			pos = c == 4 ? 536000000 : 1
			for (i = 0; i < 12000 && pos < 536800000; i++) {
				long = rand() < 0.001
				end = pos + int(rand() * (long ? 9000000 : 400))
				if (end > 536870900) end = 536870900
				if (rand() < 0.3)
					print "chr" c "\t" pos "\t.\tAC\tG\t.\tPASS\t."
				else
					print "chr" c "\t" pos "\t.\tA\t<*>\t.\tPASS\tEND=" end
				pos += 1 + int(rand() * (rand() < 0.01 ? 900000 : 500))
			}
		}
	}'
}
make_vcf 1 | bgzip -c >x.vcf.gz
bcftools index -t -o good.tbi x.vcf.gz
bcftools index -c -o good.csi x.vcf.gz
bcftools index -c -m 12 -o narrow.csi x.vcf.gz
bcftools index -c -m 20 -o wide.csi x.vcf.gz
cp x.vcf.gz y.vcf.gz && tabix -p vcf y.vcf.gz && mv y.vcf.gz.tbi tabix.tbi
tabix -C -p vcf y.vcf.gz && mv y.vcf.gz.csi tabix.csi
bcftools view -Oz -l 1 -o written.vcf.gz x.vcf.gz

told() { # NAME FILE INDEX RULES: these rules of indexes, and no others
	local found
	"$entente" check "$2" --index "$3" --json >json 2>err
	found=$(grep -o '"id": "\(BAI\|CSI\|TBI\|FILE\)-[^"]*"' json |
		cut -d'"' -f4 | tr '\n' ' ')
	if [ "$found" = "$4" ] && grep -q "\"verdict\": \"\(conforms\|does-not\)" json; then
		echo "ok - $1: ${4:-nothing}"
	else
		echo "not ok - $1: '$found', not '$4'"
		bad=1
	fi
}
for i in good.tbi good.csi narrow.csi wide.csi tabix.tbi tabix.csi; do
	told "$i" x.vcf.gz $i ""
done
bcftools index -t -o written.tbi written.vcf.gz
told "the index of the file that bcftools wrote" written.vcf.gz written.tbi ""
told "the index of the same records, in other blocks" written.vcf.gz good.tbi \
	"TBI-004 TBI-006 TBI-008 "

# ---- other versions of the file
zcat x.vcf.gz >x.vcf
sed '20000d' x.vcf | bgzip -c >less.vcf.gz
{ cat x.vcf; tail -n 1 x.vcf; } | bgzip -c >more.vcf.gz
sed '18000,$s/^chr2\t/chr3\t/' x.vcf | bgzip -c >moved.vcf.gz
make_vcf 2 | bgzip -c >other.vcf.gz
for v in less more moved other; do
	for i in good.tbi good.csi; do
		"$entente" check $v.vcf.gz --index $i >out 2>err
		rc=$?
		if [ $rc = 1 ] && grep -qE '(TBI|CSI)-0(04|09|10|11)' out; then
			echo "ok - $v records than $i has: told"
		else
			echo "not ok - $v against $i: exit $rc"
			bad=1
		fi
	done
done

# ---- BED
zcat x.vcf.gz | awk -F'\t' '!/^#/ { end = $8 ~ /END=/ ? substr($8, 5) : $2
	print $1 "\t" $2 - 1 "\t" (NR % 50 ? end : $2 - 1) }' | bgzip -c >r.bed.gz
tabix -p bed r.bed.gz && mv r.bed.gz.tbi bed.tbi
tabix -C -p bed r.bed.gz && mv r.bed.gz.csi bed.csi
told "the .tbi of a BED" r.bed.gz bed.tbi ""
told "the .csi of a BED" r.bed.gz bed.csi ""
zcat r.bed.gz | sed '9000d' | bgzip -c >less.bed.gz
told "a region less" less.bed.gz bed.tbi "TBI-004 TBI-006 TBI-008 TBI-010 "

# ---- BCF
for v in x less more moved other; do
	bcftools view --no-version -Ob -o $v.bcf $v.vcf.gz
done
bcftools index -c -o bcf.csi x.bcf
bcftools index -c -m 12 -o narrow-bcf.csi x.bcf
bcftools index -c -m 20 -o wide-bcf.csi x.bcf
bcftools view --no-version -Ob --threads 2 --write-index -o written.bcf x.vcf.gz \
	2>/dev/null || { cp x.bcf written.bcf && bcftools index written.bcf; }
told "the .csi of a BCF" x.bcf bcf.csi ""
told "its .csi of smaller width" x.bcf narrow-bcf.csi ""
told "its .csi of larger width" x.bcf wide-bcf.csi ""
told "the one that stands beside it" written.bcf written.bcf.csi ""
printf '%s\n' '##fileformat=VCFv4.2' '##contig=<ID=chr1,length=1000>' \
	'##contig=<ID=chr2,length=1000>' \
	'#CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO' \
	'chr1	0	.	N	]chr2:5]N	.	PASS	.' 'chr1	1	.	A	C	.	PASS	.' \
	'chr2	1000	.	A	C	.	PASS	.' |
	bcftools view --no-version -Ob -o telomere.bcf -
bcftools index telomere.bcf
told "of a record before the first base" telomere.bcf telomere.bcf.csi ""
for v in less more moved other; do
	"$entente" check $v.bcf --index bcf.csi >out 2>err
	rc=$?
	if [ $rc = 1 ] && grep -qE 'CSI-0(09|10|11)' out; then
		echo "ok - $v records than the index of a BCF has: told"
	else
		echo "not ok - $v against the index of a BCF: exit $rc"
		bad=1
	fi
done
refused() { # NAME FILE INDEX TEXT: exit 4, and why
	local rc
	"$entente" --lang en check "$2" --index "$3" >out 2>&1
	rc=$?
	if [ $rc = 4 ] && grep -q "$4" out; then
		echo "ok - $1"
	else
		echo "not ok - $1: exit $rc"
		cat out
		bad=1
	fi
}
bgzip -dc x.bcf >plain.bcf
refused "a plain BCF has no index" plain.bcf bcf.csi "only a file that is compressed"
refused "the .tbi of a VCF is none of a BCF" x.bcf good.tbi "is not an index of such a file"

# ---- found beside the file
cp x.bcf beside.bcf
cp bcf.csi beside.bcf.csi
"$entente" check beside.bcf >out && ! grep -q CSI- out ||
	{ echo "not ok - an index beside its BCF"; bad=1; }
cp less.bcf beside.bcf
touch beside.bcf.csi
"$entente" check beside.bcf >out
grep -q CSI-009 out || { echo "not ok - a stale index beside its BCF"; bad=1; }
cp x.vcf.gz beside.vcf.gz
cp good.tbi beside.vcf.gz.tbi
"$entente" check beside.vcf.gz >out && ! grep -q TBI- out ||
	{ echo "not ok - an index beside its file"; bad=1; }
cp less.vcf.gz beside.vcf.gz
touch beside.vcf.gz.tbi
"$entente" check beside.vcf.gz >out
grep -q TBI- out || { echo "not ok - a stale index beside its file"; bad=1; }
cp good.csi beside.vcf.gz.csi
"$entente" check beside.vcf.gz >out
grep -q TBI- out && grep -q CSI- out ||
	{ echo "not ok - two indexes beside one file"; bad=1; }
# ---- BAM: mapped, spliced, placed by the mate, without place
if ! command -v samtools >/dev/null; then
	echo "skip - indexes of BAM: samtools absent"
	exit $bad
fi
awk 'BEGIN {
	srand(3)
	print "@HD\tVN:1.6\tSO:coordinate"
	for (c = 1; c <= 3; c++)
		print "@SQ\tSN:chr" c "\tLN:250000000"
	s = "ACGTTGCAACACGTTGCAAC"
	q = "IIIIFFFFFIIIIIFFFFFI"
	for (c = 1; c <= 3; c += 2) {
		pos = 1
		for (i = 0; i < 40000; i++) {
			pos += int(rand() * (rand() < 0.001 ? 300000 : 60))
			flag = 0; mapq = 60; cigar = "20M"; r = rand()
			if (r < 0.05) { flag = 4; mapq = 0; cigar = "*" }
			else if (r < 0.1) cigar = "9M" 1 + int(rand() * 200000) "N11M"
			print "r" c "." i "\t" flag "\tchr" c "\t" pos "\t" mapq "\t" cigar "\t*\t0\t0\t" s "\t" q
		}
	}
	for (i = 0; i < 500; i++)
		print "u" i "\t4\t*\t0\t0\t*\t*\t0\t0\t" s "\t" q
}' >b.sam
samtools view --no-PG -b -o b.bam b.sam
samtools index b.bam good.bai
samtools index -c b.bam good-bam.csi
samtools index -m 12 b.bam narrow-bam.csi
samtools view --no-PG -@ 2 --write-index -b -o w.bam b.sam
told "the .bai of samtools" b.bam good.bai ""
told "its .csi" b.bam good-bam.csi ""
told "its .csi of other width" b.bam narrow-bam.csi ""
told "the one that it wrote with the file" w.bam w.bam.csi ""
sed '50000d' b.sam | samtools view --no-PG -b -o less.bam -
sed '$d' b.sam | samtools view --no-PG -b -o last.bam -
told "a read less" less.bam good.bai "BAI-002 BAI-004 BAI-005 BAI-006 "
told "one without place less" last.bam good.bai "BAI-007 "
cp b.bam beside.bam
cp good.bai beside.bai
"$entente" check beside.bam >out && ! grep -q BAI- out ||
	{ echo "not ok - x.bai beside its x.bam"; bad=1; }
cp less.bam beside.bam
"$entente" check beside.bam >out
grep -q BAI-004 out || { echo "not ok - a stale x.bai beside x.bam"; bad=1; }

# ---- SAM that is compressed block by block
bgzip -c b.sam >b.sam.gz
samtools index -o sam.bai b.sam.gz 2>err || samtools index b.sam.gz sam.bai
samtools index -c b.sam.gz sam.csi
told "the .bai of a SAM" b.sam.gz sam.bai ""
told "its .csi" b.sam.gz sam.csi ""
sed '50000d' b.sam | bgzip -c >less.sam.gz
told "a read of a SAM less" less.sam.gz sam.bai "BAI-002 BAI-004 BAI-005 BAI-006 "
refused "a plain SAM has no index" b.sam sam.bai "only a file that is compressed"

# ---- CRAM
samtools view --no-PG -C --output-fmt-option no_ref -o b.cram b.sam
samtools index b.cram good.crai
told_cram() { # NAME FILE INDEX RULES
	local found
	"$entente" check "$2" --index "$3" --json >json 2>err
	found=$(grep -o '"id": "CRAI-[^"]*"' json | cut -d'"' -f4 | tr '\n' ' ')
	if [ "$found" = "$4" ] && grep -q "\"verdict\": \"\(conforms\|does-not\)" json; then
		echo "ok - $1: ${4:-nothing}"
	else
		echo "not ok - $1: '$found', not '$4'"
		bad=1
	fi
}
told_cram "the .crai of samtools" b.cram good.crai ""
sed '50000d' b.sam | samtools view --no-PG -C --output-fmt-option no_ref -o less.cram -
told_cram "of another version of the CRAM" less.cram good.crai "CRAI-003 CRAI-004 "
zcat good.crai | sed '2d' | gzip -c >short.crai
told_cram "a slice less" b.cram short.crai "CRAI-004 "
exit $bad
