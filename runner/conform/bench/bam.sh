#!/bin/bash
# What judging a BAM costs beside reading it (samtools view -c) and beside
# decompression alone (bgzip -dc), with qualities of the full range and of four
# bins, in one run.
# usage: bam.sh ENTENTE [--quick] [PAIRS]     default 4200000 pairs of 2 x 150
# bases: 1.1 GB with full qualities. --quick: 150000, limits of CPU 1.3 times as
# wide and none of the clock, for make check. ENTENTE_BENCH_DATA keeps the data
# for the next time. Without --quick Picard is asked once too, when it is there
# (Debian's picard-tools): ours takes at most a fifth of its CPU.
# Limits asserted: CPU at most 1.7 and 2.3 times that of samtools view -c, wall
# clock of two threads the same when nobody else is at work, memory below 300 MB.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=runner/conform/bench/lib/cost.sh
source "$here/lib/cost.sh"
bench_options "$@"
bench_begin bgzip samtools
pairs=${size:-$((quick ? 150000 : 4200000))}

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

turn() {
	bench_run floor bgzip -dc "$bam"
	bench_run peer samtools view -c "$bam"
	bench_run peer2 samtools view -c -@ 2 "$bam"
	bench_run ours "$entente" check -t 1 "$bam"
	bench_run ours2 "$entente" check -t 2 "$bam"
}
is_fast() {
	bench_holds "$(bench_ratio ours peer cpu)" "$(bench_max "$cpu")"
}

# Another peer; it ends with an error when it finds one.
picard() {
	if [ "$quick" = 1 ] || ! command -v PicardCommandLine >/dev/null; then
		return
	fi
	bench_run picard PicardCommandLine ValidateSamFile -I "$bam" -M SUMMARY
	bench_show picard "Picard ValidateSamFile"
	bench_limit "$(bench_ratio ours picard cpu)" 0.2 "CPU, to Picard"
}

measure() { # KIND LETTERS CPU-LIMIT
	bam=$data/bam-$1-$pairs.bam
	cpu=$3
	if [ ! -e "$bam.bai" ]; then
		forge "$2" | samtools view -b -@ 2 -o "$bam.part" -
		mv "$bam.part" "$bam"
		samtools index -@ 2 "$bam"
	fi
	bench_rounds turn is_fast
	echo "$1 qualities: $((pairs * 2)) records, $(($(stat -c %s "$bam") / 1000000)) MB"
	bench_show floor "bgzip -dc"
	bench_show peer "samtools view -c"
	bench_show peer2 "samtools view -c, two threads"
	bench_show ours "one thread"
	bench_show ours2 "two threads"
	picard
	printf '  CPU, to the floor: %s\n' "$(bench_ratio ours floor cpu)"
	bench_limit "$(bench_ratio ours peer cpu)" "$(bench_max "$cpu")" "CPU, to samtools view -c"
	wall=$(bench_ratio ours2 peer2 wall)
	if [ "$quick" = 1 ] || ! bench_quiet; then
		printf '  two threads, to samtools view -c, by the clock: %s (not asserted)\n' "$wall"
	else
		bench_limit "$wall" "$cpu" "wall clock of two threads, to samtools view -c"
	fi
	bench_limit "$(bench_get ours mb)" 300 "memory, MB"
	bench_limit "$(bench_get ours2 mb)" 300 "memory of two threads, MB"
}

measure full '"#$%&()*+,-./0123456789:;<=>?@ABCDEFGHIJ' 1.7
measure binned 'FFFFFFFFFFF:,#' 2.3
bench_end
