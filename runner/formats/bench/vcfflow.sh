#!/bin/bash
# What reading two call sets costs, with nothing done to their records: beside
# the floor (libdeflate and memchr alone), bgzip -dc, and bcftools view -Ou.
# usage: vcfflow.sh ENTENTE [GENOME-SIZE]      default 500e6: 650,000 records a
# side. ENTENTE_BENCH_DATA keeps the data; the same as that of
# runner/variants/bench/small-variants.sh.
# Limits asserted: CPU at most 0.35 times bcftools view, memory below 50 MB.
set -eu -o pipefail
shopt -s inherit_errexit
entente=${1:?usage: vcfflow.sh ENTENTE [GENOME-SIZE]}
size=${2:-500e6}
build=$(dirname "$entente")
here=$(cd "$(dirname "$0")" && pwd)
for tool in bcftools bgzip /usr/bin/time; do
    command -v "$tool" >/dev/null || { echo "skip - $tool is not installed"; exit 0; }
done

work=$(mktemp -d "${TMPDIR:-/tmp}/entente-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT
data=${ENTENTE_BENCH_DATA:-$work}/forged-$size
if [ ! -e "$data/truth.vcf.gz" ]; then
    mkdir -p "$(dirname "$data")"
    "$entente" fixtures forge -q -o "$data" --genome-size "$size" --profile good
fi
# shellcheck disable=SC2046
"${CC:-cc}" -std=c17 -O2 -D_POSIX_C_SOURCE=200809L -I"$here/../.." -o "$work/vcfflow" \
    "$here/vcfflow.c" "$build"/lib{formats,core,base}.a \
    $(pkg-config --libs htslib libxml-2.0 libarchive libcrypto libdeflate libisal) -lm -pthread

# About 500 bytes of INFO a record, as in the truth sets of GIAB.
fat=$data/fat
if [ ! -e "$fat.query.vcf.gz" ]; then
    info='platforms=5;platformnames=Illumina,PacBio,CG,10X,Solid;datasets=5;'
    info+='datasetnames=HiSeqPE300x,CCS15kb_20kb,CGnormal,10XChromiumLR,SolidSE75bp;callsets=7;'
    info+='callsetnames=HiSeqPE300xGATK,CCS15kb_20kbDV,CCS15kb_20kbGATK4,CGnormal,'
    info+='HiSeqPE300xfreebayes,10XLRGATK,SolidSE75GATKHC;callable=CS_HiSeqPE300xGATK_callable,'
    info+='CS_CCS15kb_20kbDV_callable,CS_10XLRGATK_callable,CS_CCS15kb_20kbGATK4_callable,'
    info+='CS_CGnormal_callable,CS_HiSeqPE300xfreebayes_callable'
    for f in truth good; do
        bgzip -dc "$data/$f.vcf.gz" | awk -v info="$info" 'BEGIN { FS = OFS = "\t" }
            /^#CHROM/ { n = split("DPSum platforms platformnames datasets datasetnames callsets callsetnames callable", k, " ")
                for (i = 1; i <= n; i++)
                    print "##INFO=<ID=" k[i] ",Number=.,Type=String,Description=\"of the benchmark\">" }
            !/^#/ { $8 = "DPSum=" int(NR * 7919 % 997) ";" info } { print }' |
            bgzip -@2 >"$fat.$f.vcf.gz"
    done
    mv "$fat.good.vcf.gz" "$fat.query.vcf.gz"
fi

# CPU and wall seconds and peak kilobytes of a command: the lowest of seven
# runs, each. A command that takes one file is run once for each.
cost() { # TIMES COMMAND...
    local times=$1
    shift
    for _ in 1 2 3 4 5 6 7; do
        /usr/bin/time -f '%U %S %e %M' -o "$work/t" "$@" >/dev/null 2>"$work/log" ||
            { cat "$work/log" >&2; exit 1; }
        cat "$work/t"
    done | awk -v times="$times" '{ c = $1 + $2 } NR == 1 || c < best { best = c }
        NR == 1 || $3 < wall { wall = $3 } $4 > kb { kb = $4 }
        END { print best / times, wall / times, kb }'
}
both() { # the same tool, one file after the other
    local a b
    a=$(cost 1 "${@:1:$#-2}" "${@:$#-1:1}")
    b=$(cost 1 "${@:1:$#-2}" "${@:$#}")
    echo "$a $b" | awk '{ print $1 + $4, $2 + $5, ($3 > $6 ? $3 : $6) }'
}

failed=0
pair() { # NAME TRUTH QUERY
    local view bgz floor by_vcfin one two
    local five=("$2" "$3" "$2" "$3" "$2" "$3" "$2" "$3" "$2" "$3")
    view=$(both bcftools view -Ou -o /dev/null "$2" "$3")
    bgz=$(both bgzip -dc "$2" "$3")
    floor=$(cost 5 "$work/vcfflow" floor "${five[@]}")
    by_vcfin=$(cost 5 "$work/vcfflow" lines "${five[@]}")
    one=$(cost 5 "$work/vcfflow" 1 "${five[@]}")
    two=$(cost 5 "$work/vcfflow" 2 "${five[@]}")
    echo "$view $bgz $floor $by_vcfin $one $two" | awk -v name="$1" '
        function row(what, at) {
            printf "  %-28s %6.3f s CPU  %6.3f s wall  %4.0f MB\n", what, $at, $(at + 1), $(at + 2) / 1024
        }
        {
            printf "%s, both files\n", name
            row("bcftools view -Ou", 1)
            row("bgzip -dc", 4)
            row("floor: inflate, find LF", 7)
            row("vcfin", 10)
            row("vcfflow, 1 thread", 13)
            row("vcfflow, 2 threads", 16)
            printf "  CPU: %.2f of bcftools view, %.2f of the floor; 2 threads %.2f times as fast\n",
                $13 / $1, $13 / $7, $14 / $17
            exit !($13 <= 0.35 * $1 && $18 < 50 * 1024)
        }' || failed=1
}
pair "slim records ($size bp)" "$data/truth.vcf.gz" "$data/good.vcf.gz"
pair "records with 500 bytes of INFO" "$fat.truth.vcf.gz" "$fat.query.vcf.gz"
[ "$failed" = 0 ] || { echo "not ok - over the limits"; exit 1; }
echo "ok - within 0.35 times bcftools view and 50 MB"
