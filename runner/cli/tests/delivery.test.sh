#!/bin/bash
# delivery.test.sh PROGRAM: the suite of deliverables against good and bad
# deliveries, and against what a vendor might try so that a bad one passes.
# shellcheck disable=SC2016 # awk programs
set -u
entente=$(realpath "$1")
golden=$(realpath fixtures/golden/deliverables-1)
suite=deliverables
tmp=$(mktemp -d "${TMPDIR:-/tmp}/entente-delivery-XXXXXX")
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C XDG_DATA_HOME=$tmp/home
bad=0
place=2026-11-20/HX00000001/LP0000001-DNA_A01
name=$place/LP0000001-DNA_A01
roles="alignments=$name.bam alignments-index=$name.bam.bai cram=$name.cram
	calls=$name.vcf.gz calls-index=$name.vcf.gz.tbi gvcf=$name.genome.vcf.gz
	gvcf-index=$name.genome.vcf.gz.tbi reads-1=${name}_R1.fastq.gz
	reads-2=${name}_R2.fastq.gz checksums=md5sum.txt summary=$name.summary.csv
	qc=$name.qc.csv qc-json=$name.qc.json"

# expect NAME CODE TEXT COMMAND...: exit code and a text in what it says.
expect() {
	local name=$1 code=$2 text=$3 got=0 said
	shift 3
	said=$("$@" 2>&1 </dev/null) || got=$?
	said=$(tr '\n' ' ' <<<"$said" | tr -s ' ')
	if [ $got -ne "$code" ] || [[ $said != *"$text"* ]]; then
		echo "not ok - $name: exit $got, want $code and '$text' in: $said"
		bad=1
	else
		echo "ok - $name"
	fi
}
# shellcheck disable=SC2317 # called through expect
run() { "$entente" -q run "$suite" "$@"; }

# A fresh good delivery in $tmp/d, not yet listed.
fresh() {
	rm -rf "$tmp/d"
	mkdir "$tmp/d"
	cp -r "$golden/2026-11-20" "$golden/md5sum.txt" "$tmp/d"
}
# sums: write the list of checksums again.
sums() { (cd "$tmp/d" && md5sum $place/* >md5sum.txt); }
# pack [CLAIMS [ROLE...]]: list it, with these roles changed (ROLE=: none).
pack() {
	local claims=${1-delivery cram} role change
	local args=()
	shift
	for role in $roles; do
		for change in "$@"; do
			[ "${role%%=*}" = "${change%%=*}" ] && role=$change
		done
		[ -n "${role#*=}" ] && args+=(--role "$role")
	done
	"$entente" -q pack "$tmp/d" --suite $suite --vendor Example \
		--product Pipeline --product-version 1 --class short-read \
		--claims "$claims" --sample LP0000001-DNA_A01 "${args[@]}" >/dev/null
}
# attempt NAME CODE TEXT: the delivery as it is now, listed anew.
attempt() {
	sums
	pack
	expect "$@" run "$tmp/d"
}

# ---- claims --------------------------------------------------------------------
fresh
pack ""
expect "a delivery that claims nothing is not judged" 4 "claims nothing" \
	run "$tmp/d"

# ---- good ones -----------------------------------------------------------------
fresh
pack
expect "the good delivery conforms for both nations" 0 \
	"GB-GEL CONFORMANT" run "$tmp/d"
expect "and in French" 0 "FR-PFMG CONFORME" \
	"$entente" -q --lang fr run $suite "$tmp/d"
tar -C "$tmp" -czf "$tmp/d.tar.gz" d
expect "so does an archive of it" 0 "FR-PFMG CONFORMANT" run "$tmp/d.tar.gz"
fresh
rm "$tmp/d/$name.cram"
sums
pack delivery cram=
expect "and one without CRAM that does not claim it" 0 "GB-GEL CONFORMANT" \
	run "$tmp/d"
pack "delivery cram" cram=
expect "a CRAM that is claimed must be there" 3 "FMT-011" run "$tmp/d"
fresh
expect "a bare file is no delivery" 2 "" run "$golden/$name.vcf.gz"

# ---- the draft for a genome of one's own -----------------------------------------
draft=deliverables-grch38
fresh
pack
expect "the draft needs a reference and a territory" 4 "adopt" \
	"$entente" -q run $draft "$tmp/d"
for fixture in "reference $golden/reference.fa" "territory $golden/territory.bed"; do
	# shellcheck disable=SC2086 # an id and a path
	expect "${fixture%% *} is adopted" 0 "" \
		"$entente" -q fixtures adopt --suite $draft $fixture
done
expect "the draft judges by them" 0 "GB-GEL CONFORMANT (provisional)" \
	"$entente" -q run $draft "$tmp/d"
cp "$golden/calls-reference.vcf.gz" "$tmp/d/$name.vcf.gz"
sums
pack
expect "and sees another base than theirs" 1 "Failed: FMT-008.calls" \
	"$entente" -q run $draft "$tmp/d"

# ---- each defect, in the delivery itself ----------------------------------------
# plant FILE AS CASE: the golden file instead of the delivery's.
plant() {
	fresh
	cp "$golden/$1" "$tmp/d/$2"
	attempt "$1 is seen" 1 "Failed: $3"
}
plant reads-cut.bam $name.bam FMT-002.alignments
plant reads-bit.bam $name.bam FMT-002.alignments
plant calls-cut.vcf.gz $name.vcf.gz FMT-002.calls
plant gvcf-cut.vcf.gz $name.genome.vcf.gz FMT-002.gvcf
plant reads-sample.bam $name.bam FMT-004
plant gvcf-gap.vcf.gz $name.genome.vcf.gz FMT-009
plant gvcf-overlap.vcf.gz $name.genome.vcf.gz FMT-009
plant reads-quality.fastq.gz ${name}_R1.fastq.gz FMT-010
plant reads-order.fastq.gz ${name}_R2.fastq.gz FMT-010
plant reads-phred64.fastq.gz ${name}_R1.fastq.gz FMT-010
plant reads-genome.cram $name.cram FMT-011
plant reads-quality.cram $name.cram FMT-012
plant summary-type.csv $name.summary.csv FMT-014
plant qc-column.csv $name.qc.csv FMT-015
fresh
cp "$golden/md5sum-digit.txt" "$tmp/d/md5sum.txt"
pack
expect "md5sum-digit.txt is seen" 1 "Failed: FMT-001.sums" run "$tmp/d"

# ---- files that are not what they are called ------------------------------------
for role in bam cram vcf.gz genome.vcf.gz summary.csv qc.csv; do
	fresh
	: >"$tmp/d/$name.$role"
	attempt "an empty $role" 1 "NON-CONFORMANT"
done
for end in bam.bai vcf.gz.tbi genome.vcf.gz.tbi; do
	fresh
	: >"$tmp/d/$name.$end"
	attempt "an empty $end" 1 "NON-CONFORMANT"
done
for read in R1 R2; do
	fresh
	: >"$tmp/d/${name}_$read.fastq.gz"
	attempt "an empty $read" 1 "FMT-010"
done
fresh
cp "$golden/$name.vcf.gz" "$tmp/d/$name.bam"
attempt "calls that are called BAM" 1 "FMT-002.alignments"
fresh
cp "$golden/$name.bam" "$tmp/d/$name.vcf.gz"
attempt "a BAM that is called calls" 1 "FMT-002.calls"
fresh
cp "$golden/$name.vcf.gz" "$tmp/d/$name.genome.vcf.gz"
cp "$golden/$name.vcf.gz.tbi" "$tmp/d/$name.genome.vcf.gz.tbi"
attempt "calls for the gVCF" 1 "Failed: FMT-009"
fresh
cp "$golden/${name}_R1.fastq.gz" "$tmp/d/${name}_R2.fastq.gz"
attempt "the first reads twice" 1 "Failed: FMT-010"
fresh
cp "$golden/$name.vcf.gz" "$tmp/d/$name.vcf.gz.tbi"
attempt "calls for their index" 1 "FMT-006.calls"
fresh
cp "$golden/$name.bam" "$tmp/d/$name.cram"
attempt "a BAM for the CRAM" 1 "Failed: FMT-011"
fresh
head -c 3000 /dev/urandom >"$tmp/d/$name.bam"
attempt "noise for the BAM" 1 "FMT-002.alignments"
fresh
cp "$golden/$name.qc.csv" "$tmp/d/$name.qc.json"
attempt "CSV for the JSON is a warning" 0 "FMT-018"

# ---- files that are left out, or looked away from --------------------------------
fresh
rm "$tmp/d/$name.bam"
sums
pack "delivery cram" alignments=
expect "no alignments" 1 "Failed: FMT-001" run "$tmp/d"
fresh
rm "$tmp/d/$name.genome.vcf.gz"*
sums
pack "delivery cram" gvcf-index= gvcf=
expect "no gVCF" 1 "Failed: FMT-001" run "$tmp/d"
fresh
pack
rm "$tmp/d/$name.bam"
expect "a BAM that is listed and not there" 1 "Failed: FMT-001" run "$tmp/d"
fresh
pack
cp "$golden/reads-cut.bam" "$tmp/d/$name.bam"
expect "a BAM changed after it was listed" 1 "Failed: FMT-001" run "$tmp/d"
fresh
echo secret >"$tmp/d/$place/notes.txt"
sums
pack
sed -i '/notes.txt/d' "$tmp/d/submission.xml"
expect "a file that nobody listed" 1 "Failed: FMT-001" run "$tmp/d"
fresh
cp "$golden/calls-order.vcf.gz" "$tmp/d/$name.vcf.gz"
sed -i '/vcf.gz$/d' "$tmp/d/md5sum.txt"
pack
expect "a file that the list of checksums leaves out" 1 "FMT-013" run "$tmp/d"
fresh
: >"$tmp/d/md5sum.txt"
pack
expect "an empty list of checksums" 1 "FMT-013" run "$tmp/d"
fresh
rm "$tmp/d/$name.vcf.gz.tbi"
sums
pack "delivery cram" calls-index=
expect "no index of the calls" 1 "FMT-006.calls" run "$tmp/d"
fresh
pack "delivery cram" checksums= summary=
expect "what one nation asks for is not there: undecided for it" 3 \
	"FR-PFMG CONFORMANT" run "$tmp/d"
fresh
pack "delivery cram" reads-1=${name}_R2.fastq.gz reads-2=${name}_R1.fastq.gz
expect "first and second reads changed places" 1 "Failed: FMT-010" run "$tmp/d"

# ---- a defect far behind -----------------------------------------------------------
# So many pairs that the text is this long; the last quality is missing.
# ENTENTE_LONG=1 makes it longer than 1 GB.
fresh
pairs=80000
[ -n "${ENTENTE_LONG-}" ] && pairs=4400000
for read in 1 2; do
	awk -v n=$pairs -v r=$read 'BEGIN {
		s = "ACGTTGCAACGGTTAACGTAACGTTGCAACGGTTAACGTAACGTTGCAACGGTTAACGTAACGTTGCAACGGTTAACGTAACGTTGCAACGGTTAACGTA"
		q = s; gsub(/./, "F", q)
		for (i = 1; i <= n; i++)
			printf "@FAR:%d %d:N:0:A\n%s\n+\n%s\n", i, r, s,
				(i == n && r == 2) ? substr(q, 2) : q
	}' | gzip -1 >"$tmp/d/${name}_R$read.fastq.gz"
done
attempt "a quality that is missing in the last of $pairs pairs" 1 "Failed: FMT-010"
exit $bad
