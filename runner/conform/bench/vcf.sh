#!/bin/bash
# What judging a VCF costs beside decompression (bgzip -dc, the floor) and beside
# bcftools view -Ou, with one sample and with eight, in one run.
# usage: vcf.sh ENTENTE [--quick] [RECORDS]   default 3300000, of 1 sample: 113 MB
# compressed, and half as many of 8. --quick: 300000, limits of CPU 1.3 times as
# wide, for make check. ENTENTE_BENCH_DATA keeps the data for the next time.
# Limits asserted: CPU at most that of bcftools view -Ou, memory below 300 MB.
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=runner/conform/bench/lib/cost.sh
source "$here/lib/cost.sh"
bench_options "$@"
bench_begin bgzip bcftools
records=${size:-$((quick ? 300000 : 3300000))}

# Calls as GATK writes them, on four chromosomes, one in 10 an indel, one in 50
# with two ALT alleles.
forge() { # SAMPLES RECORDS
	awk -v samples="$1" -v records="$2" 'BEGIN {
		srand(7)
		print "##fileformat=VCFv4.2"
		print "##FILTER=<ID=LowQual,Description=\"Low quality\">"
		print "##INFO=<ID=AC,Number=A,Type=Integer,Description=\"count\">"
		print "##INFO=<ID=AF,Number=A,Type=Float,Description=\"frequency\">"
		print "##INFO=<ID=AN,Number=1,Type=Integer,Description=\"number\">"
		print "##INFO=<ID=DP,Number=1,Type=Integer,Description=\"depth\">"
		print "##INFO=<ID=FS,Number=1,Type=Float,Description=\"strand\">"
		print "##INFO=<ID=MQ,Number=1,Type=Float,Description=\"mapping\">"
		print "##INFO=<ID=QD,Number=1,Type=Float,Description=\"by depth\">"
		print "##FORMAT=<ID=GT,Number=1,Type=String,Description=\"genotype\">"
		print "##FORMAT=<ID=AD,Number=R,Type=Integer,Description=\"depths\">"
		print "##FORMAT=<ID=DP,Number=1,Type=Integer,Description=\"depth\">"
		print "##FORMAT=<ID=GQ,Number=1,Type=Integer,Description=\"quality\">"
		print "##FORMAT=<ID=PL,Number=G,Type=Integer,Description=\"likelihoods\">"
		for (c = 1; c <= 4; c++)
			print "##contig=<ID=chr" c ",length=240000000>"
		printf "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT"
		for (s = 1; s <= samples; s++)
			printf "\tSAMPLE%d", s
		print ""
		split("A C G T", base, " ")
		each = int(records / 4)
		step = int(239000000 / each)
		for (c = 1; c <= 4; c++)
			for (i = 0; i < each; i++)
				record(c, 1 + i * step + int(step * rand()))
	}
	function record(c, pos,    b, ref, alt, k, n, i, called, calls) {
		b = int(4 * rand())
		ref = base[1 + b]
		alt = base[1 + (b + 1 + int(3 * rand())) % 4]
		n = 1
		k = rand()
		if (k < 0.05)
			alt = ref substr("ACGTACGTAC", 1 + int(5 * rand()), 1 + int(5 * rand()))
		else if (k < 0.1)
			ref = ref substr("TGCATGCATG", 1 + int(5 * rand()), 1 + int(5 * rand()))
		else if (k < 0.12) {
			alt = base[1 + (b + 1) % 4] "," base[1 + (b + 2) % 4]
			n = 2
		}
		called = 0
		calls = ""
		for (i = 0; i < samples; i++)
			calls = calls "\t" sample(n)
		printf "chr%d\t%d\t%s\t%s\t%s\t%.2f\t%s\tAC=%s;AF=%s;AN=%d;DP=%d;FS=%.3f;MQ=%.2f;QD=%.2f\tGT:AD:DP:GQ:PL%s\n",
			c, pos, rand() < 0.5 ? "rs" int(9e8 * rand()) : ".", ref, alt,
			30 + 2000 * rand(), rand() < 0.03 ? "LowQual" : "PASS",
			n == 2 ? samples "," samples : called,
			n == 2 ? "0.500,0.500" : sprintf("%.3f", called / (2 * samples)),
			2 * samples, samples * (20 + int(30 * rand())), 60 * rand(),
			40 + 20 * rand(), 35 * rand(), calls
	}
	function sample(n,    d, a) {
		d = 20 + int(40 * rand())
		if (n == 2) {
			called += 2
			a = int(d * rand())
			return sprintf("1/2:0,%d,%d:%d:%d:%d,%d,%d,%d,0,%d", a, d - a, d,
				int(99 * rand()), 900 + d, 300 + d, 200 + d, 400 + d, 500 + a)
		}
		if (rand() < 0.4) {
			called += 2
			return sprintf("1/1:0,%d:%d:%d:%d,%d,0", d, d, int(99 * rand()), 30 * d, 3 * d)
		}
		called++
		a = int(d * rand())
		return sprintf("0/1:%d,%d:%d:%d:%d,0,%d", d - a, a, d, int(99 * rand()),
			300 + int(600 * rand()), 300 + int(600 * rand()))
	}'
}

turn() {
	bench_run floor bgzip -dc "$vcf"
	bench_run peer bcftools view -Ou -o /dev/null "$vcf"
	bench_run ours "$entente" check -t 1 "$vcf"
	bench_run ours2 "$entente" check -t 2 "$vcf"
}
is_fast() {
	bench_holds "$(bench_ratio ours peer cpu)" "$(bench_max 1)"
}

measure() { # SAMPLES RECORDS
	vcf=$data/vcf-$1-$2.vcf.gz
	if [ ! -e "$vcf" ]; then
		forge "$1" "$2" | bgzip -c -@ 2 >"$vcf.part"
		mv "$vcf.part" "$vcf"
	fi
	bench_rounds turn is_fast
	echo "$1 samples: $2 records, $(($(stat -c %s "$vcf") / 1000000)) MB compressed"
	bench_show floor "bgzip -dc"
	bench_show peer "bcftools view -Ou"
	bench_show ours "one thread"
	bench_show ours2 "two threads"
	printf '  CPU, to the floor: %s\n' "$(bench_ratio ours floor cpu)"
	bench_limit "$(bench_ratio ours peer cpu)" "$(bench_max 1)" "CPU, to bcftools view -Ou"
	bench_limit "$(bench_get ours mb)" 300 "memory, MB"
	bench_limit "$(bench_get ours2 mb)" 300 "memory of two threads, MB"
}

measure 1 "$records"
measure 8 $((records / 2))
bench_end
