#!/bin/bash
# What judging reads costs beside decompression (bgzip -dc, the floor), in one run.
# usage: fastq.sh ENTENTE [--quick] [READS]   default 2700000 of 150 bases: 990 MB
# of text. --quick: 250000, limits of CPU 1.3 times as wide, for make check.
# ENTENTE_BENCH_DATA keeps the data for the next time.
# Limits asserted: CPU at most twice that of bgzip -dc, memory below 300 MB.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=runner/conform/bench/lib/cost.sh
source "$here/lib/cost.sh"
bench_options "$@"
bench_begin bgzip
reads=${size:-$((quick ? 250000 : 2700000))}
fastq=$data/reads-$reads.fastq.gz

forge() {
	awk -v reads="$reads" 'BEGIN {
		srand(1)
		for (i = 0; i < 200000; i++) {
			bases = bases substr("ACGT", 1 + int(4 * rand()), 1)
			quals = quals substr("FFFFFFFFFFFF:,#II9", 1 + int(18 * rand()), 1)
		}
		for (i = 0; i < reads; i++)
			printf "@A00123:45:HXXXXXXXX:%d:%d:%d:%d 1:N:0:ACGTACGT+TTGCA\n%s\n+\n%s\n",
				1 + int(4 * i / reads), 1101 + i % 500, i % 30000, i,
				substr(bases, 1 + int(199000 * rand()), 150),
				substr(quals, 1 + int(199000 * rand()), 150)
	}'
}
if [ ! -e "$fastq" ]; then
	forge | bgzip -c -@ 2 >"$fastq.part"
	mv "$fastq.part" "$fastq"
fi

turn() {
	bench_run floor bgzip -dc "$fastq"
	bench_run spec "$entente" check -t 1 "$fastq"
	bench_run two "$entente" check -t 2 "$fastq"
	bench_run practice "$entente" check -t 1 --practice "$fastq"
}
is_fast() {
	bench_holds "$(bench_ratio spec floor cpu)" "$(bench_max 2)"
}
bench_rounds turn is_fast

echo "$reads reads, $(($(stat -c %s "$fastq") / 1000000)) MB compressed"
bench_show floor "bgzip -dc"
bench_show spec "specification, one thread"
bench_show two "two threads"
bench_show practice "with practice, one thread"
bench_limit "$(bench_ratio spec floor cpu)" "$(bench_max 2)" "CPU, to bgzip -dc"
printf '  CPU with practice, to bgzip -dc: %s\n' "$(bench_ratio practice floor cpu)"
for n in spec two practice; do
	bench_limit "$(bench_get $n mb)" 300 "memory ($n), MB"
done
bench_end
