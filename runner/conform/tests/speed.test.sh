#!/bin/bash
# speed.test.sh PROGRAM: judging small BAM, VCF and FASTQ costs no more CPU, beside
# samtools view -c, bcftools view and bgzip -dc, than the benches allow, with room
# for noise (1.3 times), so that a slow change is seen at once. Only the release
# build is gated: the others are slow on purpose.
set -u
if [ "${ENTENTE_TEST_MODE:-release}" != release ]; then
	echo "ok - speed is gated in the release build only"
	exit 0
fi
bad=0
for format in bam vcf fastq; do
	if bash "$(dirname "$0")/../bench/$format.sh" "$1" --quick; then
		echo "ok - CPU and memory of $format"
	else
		echo "not ok - CPU and memory of $format"
		bad=1
	fi
done
exit $bad
