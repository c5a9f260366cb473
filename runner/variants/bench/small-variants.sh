#!/bin/bash
# What a comparison of two call sets costs, beside decompression (the floor)
# and bcftools view of the same two files (a public peer), in one run.
# usage: small-variants.sh ENTENTE [GENOME-SIZE]      default 500e6: 650,000
# records a side. ENTENTE_BENCH_DATA keeps the data for the next time.
# Limits asserted: CPU at most 2.5 times bcftools view, memory below 500 MB.
set -eu -o pipefail
shopt -s inherit_errexit
entente=${1:?usage: small-variants.sh ENTENTE [GENOME-SIZE]}
size=${2:-500e6}
build=$(dirname "$entente")
here=$(cd "$(dirname "$0")" && pwd)
for tool in bcftools bgzip /usr/bin/time; do
    command -v "$tool" >/dev/null || { echo "skip - $tool is not installed"; exit 0; }
done

work=$(mktemp -d "${TMPDIR:-/tmp}/entente-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT
data=${ENTENTE_BENCH_DATA:-$work}/forged-$size
if [ ! -e "$data/reference.fa" ]; then
    mkdir -p "$(dirname "$data")"
    "$entente" fixtures forge -q -o "$data" --genome-size "$size" --profile good
    bgzip -dc "$data/reference.fa.gz" >"$data/reference.fa"
    cp "$data/reference.fa.gz.fai" "$data/reference.fa.fai"
fi
# shellcheck disable=SC2046
"${CC:-cc}" -std=c17 -O2 -D_POSIX_C_SOURCE=200809L -I"$here/../.." -o "$work/compare" \
    "$here/small_variants.c" "$build"/lib{variants,formats,core,base}.a \
    $(pkg-config --libs htslib libxml-2.0 libarchive libcrypto libdeflate) -lm -pthread

# A GIAB-like INFO column, about 500 bytes a record, makes real sizes of these
# slim files: the second pair.
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

# CPU seconds and peak kilobytes of a command: the lowest CPU of three runs.
cost() {
    for _ in 1 2 3; do
        /usr/bin/time -f '%U %S %e %M' -o "$work/t" "$@" >/dev/null 2>"$work/log" ||
            { cat "$work/log" >&2; exit 1; }
        cat "$work/t"
    done | awk '{ c = $1 + $2 } NR == 1 || c < best { best = c; wall = $3 } $4 > kb { kb = $4 }
        END { print best, wall, kb }'
}
both() { # the same tool, one file after the other
    local a b
    a=$(cost "${@:1:$#-2}" "${@:$#-1:1}")
    b=$(cost "${@:1:$#-2}" "${@:$#}")
    echo "$a $b" | awk '{ print $1 + $4, $2 + $5, ($3 > $6 ? $3 : $6) }'
}

failed=0
pair() { # NAME TRUTH QUERY
    local view floor ours bgz
    view=$(both bcftools view -Ou -o /dev/null "$2" "$3")
    floor=$(both bgzip -dc "$2" "$3")
    ours=$(cost "$work/compare" "$2" "$3" "$data/reference.fa" "$data/confident.bed")
    bgz=$(cost "$work/compare" "$2" "$3" "$data/reference.fa.gz" "$data/confident.bed")
    echo "$view $floor $ours $bgz" | awk -v name="$1" '{
        printf "%s\n", name
        printf "  bgzip -dc, both files          %6.2f s CPU\n", $4
        printf "  bcftools view -Ou, both files  %6.2f s CPU\n", $1
        printf "  comparison, plain reference    %6.2f s CPU  %.2f s wall  %4.0f MB\n", $7, $8, $9 / 1024
        printf "  comparison, bgzipped reference %6.2f s CPU  %.2f s wall  %4.0f MB\n", $10, $11, $12 / 1024
        printf "  ratio to bcftools view %.2f, to decompression %.1f\n", $7 / $1, $7 / ($4 > 0 ? $4 : 0.01)
        exit !($7 <= 2.5 * $1 && $9 < 500 * 1024) }' || failed=1
}
"$work/compare" "$data/truth.vcf.gz" "$data/good.vcf.gz" "$data/reference.fa" "$data/confident.bed"
pair "slim records ($size bp)" "$data/truth.vcf.gz" "$data/good.vcf.gz"
pair "records with 500 bytes of INFO" "$fat.truth.vcf.gz" "$fat.query.vcf.gz"
[ "$failed" = 0 ] || { echo "not ok - over the limits"; exit 1; }
echo "ok - within 2.5 times bcftools view and 500 MB"
