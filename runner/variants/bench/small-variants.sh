#!/bin/bash
# What a comparison of two call sets costs, beside the floor (inflate, check and
# find the line ends, one thread) and bcftools view of the same two files one
# after the other (a public peer), in one run.
# usage: small-variants.sh ENTENTE [--big|--quick] [GENOME-SIZE]
#   GENOME-SIZE  500e6 by default: 650,000 records a side
#   --quick      CPU and memory of one pair of slim files alone, tried three times
#                before it is given up: for make check
#   --big        a human genome, too: 4 million records a side. Needs 9 GB, and
#                minutes to make; left out where these are not to be had
# make bench: --big
# ENTENTE_BENCH_DATA names a folder that keeps the data for the next time.
#
# Times are the least of several rounds, in which all tools take turns; three
# times as many when a limit is not met, as processors may be shared with others
# unseen. Limits (of CPU: user and system) are asserted; those of wall time only
# when nobody else is at work.
set -eu -o pipefail
shopt -s inherit_errexit
entente=${1:?usage: small-variants.sh ENTENTE [--big|--quick] [GENOME-SIZE]}
shift
mode=
case ${1:-} in --*) mode=${1#--}; shift ;; esac
size=${1:-500e6}
rounds=${ENTENTE_BENCH_ROUNDS:-5}
build=$(dirname "$entente")
here=$(cd "$(dirname "$0")" && pwd)
for tool in bcftools bgzip samtools; do
    command -v $tool >/dev/null || { echo "skip - $tool is not installed"; exit 0; }
done

work=$(mktemp -d "${TMPDIR:-/tmp}/entente-bench-XXXXXX")
trap 'rm -rf "$work"' EXIT
keep=${ENTENTE_BENCH_DATA:-$work}
failed=0

program() { # SOURCE NAME
    # shellcheck disable=SC2046
    "${CC:-cc}" -std=c17 -O2 -D_POSIX_C_SOURCE=200809L -I"$here/../.." -o "$work/$2" \
        "$1" "$build"/lib{variants,formats,core,base}.a \
        $(pkg-config --libs htslib libxml-2.0 libarchive libcrypto libdeflate libisal) -lm -pthread
}
program "$here/small_variants.c" compare
[ "$mode" = quick ] || program "$here/../../formats/bench/vcfflow.c" flow

# ---- data ----
forge() { # SIZE [OPTION...]: sets $data
    data=$keep/forged-$1
    [ -e "$data/reference.fa.fai" ] && return
    if [ ! -e "$data/reference.fa.gz" ]; then
        mkdir -p "$keep"
        "$entente" fixtures forge -q -o "$data" --genome-size "$1" --profile good "${@:2}"
    fi
    bgzip -dc -@2 "$data/reference.fa.gz" >"$data/reference.fa"
    cp "$data/reference.fa.gz.fai" "$data/reference.fa.fai"
}

# A GIAB-like INFO column of 490 bytes a record: real files are not slim.
make_fat() {
    local info f
    info='platforms=5;platformnames=Illumina,PacBio,CG,10X,Solid;datasets=5;'
    info+='datasetnames=HiSeqPE300x,CCS15kb_20kb,CGnormal,10XChromiumLR,SolidSE75bp;callsets=7;'
    info+='callsetnames=HiSeqPE300xGATK,CCS15kb_20kbDV,CCS15kb_20kbGATK4,CGnormal,'
    info+='HiSeqPE300xfreebayes,10XLRGATK,SolidSE75GATKHC;callable=CS_HiSeqPE300xGATK_callable,'
    info+='CS_CCS15kb_20kbDV_callable,CS_10XLRGATK_callable,CS_CCS15kb_20kbGATK4_callable,'
    info+='CS_CGnormal_callable,CS_HiSeqPE300xfreebayes_callable'
    [ ! -e "$data/fat.query.vcf.gz" ] || return 0
    for f in truth good; do
        bgzip -dc "$data/$f.vcf.gz" | awk -v info="$info" 'BEGIN { FS = OFS = "\t" }
            /^#CHROM/ { n = split("DPSum platforms platformnames datasets datasetnames callsets callsetnames callable", k, " ")
                for (i = 1; i <= n; i++)
                    print "##INFO=<ID=" k[i] ",Number=.,Type=String,Description=\"of the benchmark\">" }
            !/^#/ { $8 = "DPSum=" int(NR * 7919 % 997) ";" info } { print }' |
            bgzip -@2 >"$data/fat.$f.vcf.gz"
    done
    mv "$data/fat.good.vcf.gz" "$data/fat.query.vcf.gz"
}

# GRCh38 with decoys and HLA has 3,366 contigs: as many here, all but the first
# 1 kb long and without records.
make_contigs() {
    local n f
    [ ! -e "$data/many.good.vcf.gz" ] || return 0
    n=$((3366 - $(wc -l <"$data/reference.fa.fai")))
    awk -v n=$n 'BEGIN { s = sprintf("%1000s", ""); gsub(/ /, "A", s)
        for (i = 1; i <= n; i++) print ">HLA-" i "*01:01\n" s }' >"$work/more.fa"
    cat "$data/reference.fa" "$work/more.fa" >"$data/many.fa"
    samtools faidx "$data/many.fa"
    for f in truth good; do
        bgzip -dc "$data/$f.vcf.gz" | awk -v n=$n '/^#CHROM/ { for (i = 1; i <= n; i++)
            print "##contig=<ID=HLA-" i "*01:01,length=1000>" } { print }' |
            bgzip -@2 >"$data/many.$f.vcf.gz"
    done
}

# 500 strata. Sizes are spread evenly by order of magnitude, from 5 to 5,000
# intervals in 100 Mb, as those of GIAB are by and large; made by shifting and
# thinning out those of the forge.
make_strata() {
    [ ! -e "$data/strata500/list.tsv" ] || return 0
    mkdir -p "$data/strata500"
    LC_ALL=C sort -k1,1 -k2,2n "$data/tandem.bed" "$data/homopolymer.bed" >"$work/all.bed"
    awk -v dir="$data/strata500" -v bp="$(awk '{ n += $2 } END { print n }' "$data/reference.fa.fai")" '
        { chrom[NR] = $1; beg[NR] = $2; end[NR] = $3 }
        END {
            for (k = 0; k < 500; k++) {
                want = 5 * exp(log(1000) * k / 499) * bp / 1e8
                step = NR / want < 1 ? 1 : NR / want
                file = dir "/s" k ".bed"
                printf "" >file
                for (x = k % step; x < NR; x += step) {
                    i = int(x) + 1
                    print chrom[i] "\t" beg[i] "\t" beg[i] + (end[i] - beg[i]) * (1 + k % 7) >file
                }
                close(file)
                print "s" k "\ts" k ".bed" >(dir "/list.tsv")
            }
        }' "$work/all.bed"
}

# ---- measuring ----
TIMEFORMAT='%3U %3S %3R'

# Adds a line "NAME CPU WALL" to the times; what is printed stays in NAME.out.
run() { # NAME COMMAND...
    local t
    t=$({ time "${@:2}" >"$work/$1.out" 2>"$work/log" || { cat "$work/log" >&2; exit 1; }; } 2>&1)
    echo "$1 $t" | awk '{ print $1, $2 + $3, $4 }' >>"$work/times"
}
cpu() { awk -v n="$1" '$1 == n && (m == "" || $2 < m) { m = $2 } END { print m }' "$work/times"; }
wall() { awk -v n="$1" '$1 == n && (m == "" || $3 < m) { m = $3 } END { print m }' "$work/times"; }
records() { awk '/records/ { print $1 }' "$work/$1.out"; }
memory() { awk '/records/ { print $3 / 1024 }' "$work/$1.out"; }
calc() { awk "BEGIN { print $1 }"; }
holds() { awk "BEGIN { exit !($1) }"; }
is_quiet() { # nine tenths of the processors idle for a second
    [ "$(nproc)" -ge 2 ] && { head -1 /proc/stat; sleep 1; head -1 /proc/stat; } |
        awk '{ n = 0; for (i = 2; i <= NF; i++) n += $i; d = $5 - idle; t = n - all; idle = $5; all = n }
            END { exit !(d >= 0.9 * t) }'
}
# Is the CPU of OURS within MOST times that of PEER? Else there are more rounds.
is_within() { # OURS PEER MOST
    holds "$(cpu "$1") <= $3 * $(cpu "$2")"
}
show() { # NAME TEXT
    printf '  %-44s %7.2f s CPU  %6.2f s wall' "$2" "$(cpu "$1")" "$(wall "$1")"
    if grep -qs records "$work/$1.out"; then
        printf '  %4.0f MB  %4.0f ns a record' "$(memory "$1")" \
            "$(calc "1e9 * $(cpu "$1") / $(records "$1")")"
    fi
    echo
}
limit() { # VALUE MAX TEXT
    if holds "$1 <= $2"; then
        printf '  ok: %s: %.2f (at most %s)\n' "$3" "$1" "$2"
    else
        printf '  NOT OK: %s: %.2f is above %s\n' "$3" "$1" "$2"
        failed=1
    fi
}

# ---- what is measured ----
floor() { "$work/flow" floor "$1" "$2"; }
view() { bcftools view -Ou -o /dev/null "$1" && bcftools view -Ou -o /dev/null "$2"; }
compare() { # TRUTH QUERY REFERENCE [OPTION...]
    "$work/compare" "${@:4}" "$data/$1" "$data/$2" "$data/$3" "$data/confident.bed"
}

peak() { # COMMAND...: the most anonymous memory that was resident, in MB
    "$@" >"$work/log" 2>&1 &
    local pid=$! kb max=0
    while kb=$(awk '/^RssAnon/ { print $2 }' "/proc/$pid/status" 2>/dev/null) && [ "$kb" ]; do
        max=$((kb > max ? kb : max))
        sleep 0.01
    done
    wait "$pid" || { cat "$work/log" >&2; exit 1; }
    calc "$max / 1024"
}

# One pair of files beside the floor and the peer: PREFIX TRUTH QUERY LIMIT, where
# LIMIT is the most CPU and wall time, to bcftools view.
pair() {
    local i try
    for try in 1 2 3; do
        for ((i = 0; i < rounds; i++)); do
            run "$1floor" floor "$data/$2" "$data/$3"
            run "$1view" view "$data/$2" "$data/$3"
            run "$1ours" compare "$2" "$3" reference.fa -s "$data/strata.tsv"
        done
        ! is_within "$1ours" "$1view" "$4" || break
    done
    show "$1floor" "floor"
    show "$1view" "bcftools view -Ou, both files"
    show "$1ours" "comparison, 5 strata, two threads"
    printf '  CPU: %.1f times the floor\n' "$(calc "$(cpu "$1ours") / $(cpu "$1floor")")"
    limit "$(calc "$(cpu "$1ours") / $(cpu "$1view")")" "$4" "CPU, to bcftools view; aim: 0.5"
    limit "$(memory "$1ours")" 300 "anonymous memory, MB"
    if is_quiet; then
        limit "$(calc "$(wall "$1ours") / $(wall "$1view")")" "$4" "wall, to bcftools view; aim: 0.5"
    else
        printf '  others are at work here; wall, to bcftools view: %.2f\n' \
            "$(calc "$(wall "$1ours") / $(wall "$1view")")"
    fi
}

# All outputs at once: labelled records, records by verdict, tables, pages; and
# what it costs bgzip alone to compress the records that are written.
outputs() { # TRUTH QUERY MOST-CPU MOST-WALL
    local i mb f try
    local each=counts,csv,json,roc,vcf,split,bits,html
    local all=("$entente" compare -q -t 2 "$data/$1" "$data/$2" -r "$data/reference.fa"
        -R "$data/confident.bed" -S "$data/strata.tsv" -o "$work/written"
        --outputs "$each")
    for try in 1 2 3; do
        for ((i = 0; i < rounds; i++)); do
            run outview view "$data/$1" "$data/$2"
            rm -rf "$work/written"
            run outputs "${all[@]}"
        done
        ! is_within outputs outview "$3" || break
    done
    for f in "$work"/written/*.vcf.gz; do bgzip -dc "$f"; done >"$work/records"
    for ((i = 0; i < rounds; i++)); do
        run deflate bgzip -l 1 -c "$work/records"
    done
    show outputs "all outputs, two threads"
    show deflate "bgzip -l 1 of the records written"
    rm -rf "$work/written" "$work/records" "$work/deflate.out"
    mb=$(peak "${all[@]}")
    limit "$mb" 300 "anonymous memory, MB"
    limit "$(calc "$(cpu outputs) / $(cpu outview)")" "$3" "CPU, all outputs to bcftools view"
    if is_quiet; then
        limit "$(calc "$(wall outputs) / $(wall outview)")" "$4" "wall, all outputs to bcftools view"
    else
        printf '  others are at work here; wall, all outputs to bcftools view: %.2f; limit: %s\n' \
            "$(calc "$(wall outputs) / $(wall outview)")" "$4"
    fi
    sed -i '/^\(outview\|outputs\|deflate\) /d' "$work/times"
}

# Variations of one pair of slim files, in turn.
variations() {
    local i quiet=0
    ! is_quiet || quiet=1
    for ((i = 0; i < rounds; i++)); do
        run plain compare truth.vcf.gz good.vcf.gz reference.fa
        run single compare truth.vcf.gz good.vcf.gz reference.fa -t 1
        run contigs compare many.truth.vcf.gz many.good.vcf.gz many.fa
        run strata compare truth.vcf.gz good.vcf.gz reference.fa -s "$data/strata500/list.tsv"
        run packed compare truth.vcf.gz good.vcf.gz reference.fa.gz
        run inflate bgzip -dc "$data/reference.fa.gz"
    done
    show plain "no strata, two threads"
    show single "one thread"
    show contigs "3,366 contigs"
    show strata "500 strata"
    show packed "bgzipped reference"
    show inflate "of that, bgzip -dc of the reference"
    limit "$(calc "$(cpu contigs) / $(cpu plain)")" 1.1 "CPU, aim: 1.05, 3,366 contigs to $(wc -l <"$data/reference.fa.fai")"
    limit "$(calc "$(cpu strata) / $(cpu plain)")" 1.5 "CPU, 500 strata to none"
    if [ $quiet = 1 ] && is_quiet; then
        limit "$(calc "$(wall plain) / $(wall single)")" 0.625 "wall, two threads to one"
    else
        printf '  others are at work here; wall, two threads to one: %.2f\n' \
            "$(calc "$(wall plain) / $(wall single)")"
    fi
}

quick() {
    local try i
    for try in 1 2 3; do
        for ((i = 0; i < rounds; i++)); do
            run view view "$data/truth.vcf.gz" "$data/good.vcf.gz"
            run ours compare truth.vcf.gz good.vcf.gz reference.fa
        done
        ! is_within ours view 0.95 || break
        echo "try $try: comparison $(cpu ours) s CPU, bcftools view $(cpu view) s"
    done
    limit "$(calc "$(cpu ours) / $(cpu view)")" 0.95 "CPU, to bcftools view"
    limit "$(memory ours)" 100 "anonymous memory, MB"
    exit $failed
}

forge "$size"
[ "$mode" != quick ] || quick
make_fat
make_contigs
make_strata
echo "slim records, $size bp, reference not compressed"
pair "" truth.vcf.gz good.vcf.gz 0.8
outputs truth.vcf.gz good.vcf.gz 1.9 1.0
echo "records with 490 bytes of INFO"
pair fat. fat.truth.vcf.gz fat.query.vcf.gz 0.5
outputs fat.truth.vcf.gz fat.query.vcf.gz 1.2 1.0
echo "slim records, no strata unless said"
variations

if [ "$mode" = big ]; then
    free=$(df -Pk "${keep%/*}" | awk 'NR == 2 { print int($4 / 1048576) }')
    if [ ! -e "$keep/forged-3.1e9/reference.fa.fai" ] && [ "$free" -lt 9 ]; then
        echo "skip - a human genome needs 9 GB in $keep"
    else
        forge 3.1e9 --level 1
        echo "slim records, 3.1e9 bp"
        rounds=$((rounds < 3 ? rounds : 3))
        pair big. truth.vcf.gz good.vcf.gz 0.8
        limit "$(calc "($(cpu big.ours) / $(records big.ours)) / ($(cpu ours) / $(records ours))")" \
            1.2 "time per record, to $size bp"
    fi
fi
[ "$failed" = 0 ] || { echo "not ok - over the limits"; exit 1; }
echo "ok - within the limits"
