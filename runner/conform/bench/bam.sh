#!/bin/bash
# What judging a BAM costs beside reading it (samtools view -c) and beside
# decompression alone (bgzip -dc), with qualities of the full range and of four
# bins, in one run.
# usage: bam.sh ENTENTE [PAIRS]     default 4200000 pairs of 2 x 150 bases:
# 1.1 GB with full qualities. ENTENTE_BENCH_DATA keeps the data for the next
# time. Picard (PICARD=picard.jar) is measured when it is there.
# Limits asserted: CPU at most 1.7 and 2.3 times that of samtools view -c, wall
# clock of two threads the same, memory below 300 MB.
set -eu -o pipefail
shopt -s inherit_errexit
entente=${1:?usage: bam.sh ENTENTE [PAIRS]}
pairs=${2:-4200000}
for tool in bgzip samtools /usr/bin/time; do
	command -v "$tool" >/dev/null || { echo "skip - $tool is not installed"; exit 0; }
done

work=$(mktemp -d "${TMPDIR:-/tmp}/entente-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT
data=${ENTENTE_BENCH_DATA:-$work}
mkdir -p "$data"

# Pairs in the order of four chromosomes, 400 bases apart; one pair in 100 has
# its second read on the next chromosome. QUALS: the letters of qualities.
forge() {
	awk -v pairs="$pairs" -v letters="$1" 'BEGIN {
		srand(1)
		for (i = 0; i < 200000; i++) {
			bases = bases substr("ACGT", 1 + int(4 * rand()), 1)
			quals = quals substr(letters, 1 + int(length(letters) * rand()), 1)
		}
		print "@HD\tVN:1.6\tSO:coordinate"
		for (c = 1; c <= 4; c++)
			print "@SQ\tSN:chr" c "\tLN:240000000"
		print "@RG\tID:lane1\tSM:sample\tLB:library\tPL:ILLUMINA\tPU:unit"
		print "@PG\tID:bwa\tPN:bwa"
		n = int(pairs / 4)
		step = int(239000000 / n)
		if (step < 1)
			step = 1
		apart = int(400 / step) + 1
		for (c = 1; c <= 4; c++)
			for (t = 0; t < n + apart; t++) {
				k = t - apart
				if (k >= 0 && (k % 100 || c == 4))
					read(c, k, 147, "chr" c, t, "=", k, -(apart * step + 150))
				if (c > 1 && t < n && t % 100 == 0)
					read(c - 1, t, 145, "chr" c, t, "chr" (c - 1), t, 0)
				if (t < n && (t % 100 || c == 4))
					read(c, t, 99, "chr" c, t, "=", t + apart, apart * step + 150)
				else if (t < n)
					read(c, t, 97, "chr" c, t, "chr" (c + 1), t, 0)
			}
	}
	function read(c, k, flag, name, at, next_name, next_at, tlen,    from) {
		from = 1 + int(199000 * rand())
		printf "A00123:45:HXXXXXXXX:%d:%d:%d:%d\t%d\t%s\t%d\t60\t150M\t%s\t%d\t%d\t%s\t%s\tNM:i:0\tMD:Z:150\tMC:Z:150M\tMQ:i:60\tAS:i:150\tXS:i:%d\tRG:Z:lane1\n",
			c, 1101 + k % 500, k % 30000, k, flag, name, 1 + at * step,
			next_name, 1 + next_at * step, tlen, substr(bases, from, 150),
			substr(quals, 1 + int(199000 * rand()), 150), from % 100
	}'
}

# CPU seconds, wall seconds and peak kilobytes: the lowest of three runs.
cost() {
	for _ in 1 2 3; do
		/usr/bin/time -f '%U %S %e %M' -o "$work/t" "$@" >/dev/null
		cat "$work/t"
	done | awk '{ c = $1 + $2 } NR == 1 || c < best { best = c }
		NR == 1 || $3 < wall { wall = $3 } $4 > kb { kb = $4 }
		END { print best, wall, kb }'
}

measure() { # KIND LETTERS LIMIT
	local bam=$data/bam-$1-$pairs.bam
	if [ ! -e "$bam.bai" ]; then
		forge "$2" | samtools view -b -@ 2 -o "$bam.part" -
		mv "$bam.part" "$bam"
		samtools index -@ 2 "$bam"
	fi
	read -r floor _ _ <<<"$(cost bgzip -dc "$bam")"
	read -r peer _ _ <<<"$(cost samtools view -c "$bam")"
	read -r _ peer_wall _ <<<"$(cost samtools view -c -@ 2 "$bam")"
	read -r ours _ kb <<<"$(cost "$entente" check -t 1 "$bam")"
	read -r _ wall kb2 <<<"$(cost "$entente" check -t 2 "$bam")"
	echo "$1 qualities: $((pairs * 2)) records, $(($(stat -c %s "$bam") / 1000000)) MB"
	if [ -n "${PICARD:-}" ]; then
		/usr/bin/time -f 'Picard ValidateSamFile %U + %S s CPU' -o "$work/t" \
			java -jar "$PICARD" ValidateSamFile -I "$bam" -M SUMMARY \
			>/dev/null 2>&1 || true
		grep Picard "$work/t"
	fi
	awk -v f="$floor" -v p="$peer" -v o="$ours" -v pw="$peer_wall" -v w="$wall" \
		-v kb="$kb" -v kb2="$kb2" -v limit="$3" 'BEGIN {
		printf "  bgzip -dc %.2f s CPU, samtools view -c %.2f s\n", f, p
		printf "  ours %.2f s CPU: %.2f times (at most %s)\n", o, o / p, limit
		printf "  two threads: samtools %.2f s, ours %.2f s: %.2f times (at most %s)\n",
			pw, w, w / pw, limit
		printf "  memory: %d MB, with two threads %d MB\n", kb / 1000, kb2 / 1000
		exit !(o <= limit * p && w <= limit * pw && kb < 300000 && kb2 < 300000)
	}' || { echo "not ok - above the limits"; return 1; }
}

failed=0
measure full '"#$%&()*+,-./0123456789:;<=>?@ABCDEFGHIJ' 1.7 || failed=1
measure binned 'FFFFFFFFFFF:,#' 2.3 || failed=1
exit $failed
