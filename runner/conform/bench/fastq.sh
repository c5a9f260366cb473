#!/bin/bash
# What judging reads costs beside decompression (the floor), in one run.
# usage: fastq.sh ENTENTE [READS]     default 2700000 of 150 bases: 990 MB of
# text. ENTENTE_BENCH_DATA keeps the data for the next time.
# Limits asserted: CPU at most twice that of bgzip -dc, memory below 300 MB.
set -eu -o pipefail
shopt -s inherit_errexit
entente=${1:?usage: fastq.sh ENTENTE [READS]}
reads=${2:-2700000}
for tool in bgzip /usr/bin/time; do
	command -v "$tool" >/dev/null || { echo "skip - $tool is not installed"; exit 0; }
done

work=$(mktemp -d "${TMPDIR:-/tmp}/entente-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT
data=${ENTENTE_BENCH_DATA:-$work}/reads-$reads.fastq.gz
if [ ! -e "$data" ]; then
	mkdir -p "$(dirname "$data")"
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
	}' | bgzip -@2 >"$data.part"
	mv "$data.part" "$data"
fi

# CPU seconds and peak kilobytes of a command: the lowest CPU of three runs.
cost() {
	for _ in 1 2 3; do
		/usr/bin/time -f '%U %S %M' -o "$work/t" "$@" >/dev/null
		cat "$work/t"
	done | awk '{ c = $1 + $2 } NR == 1 || c < best { best = c } $3 > kb { kb = $3 }
		END { print best, kb }'
}
read -r floor _ <<<"$(cost bgzip -dc "$data")"
read -r spec kb <<<"$(cost "$entente" check -t 1 "$data")"
read -r practice kb2 <<<"$(cost "$entente" check -t 1 --practice "$data")"
awk -v f="$floor" -v s="$spec" -v p="$practice" -v kb="$kb" -v kb2="$kb2" -v n="$reads" 'BEGIN {
	printf "%d reads: bgzip -dc %.2f s CPU\n", n, f
	printf "specification %.2f s (%.2f times), %d MB\n", s, s / f, kb / 1000
	printf "with practice %.2f s (%.2f times), %d MB\n", p, p / f, kb2 / 1000
	exit !(s <= 2 * f && kb < 300000 && kb2 < 300000)
}' || { echo "not ok - above the limits"; exit 1; }
