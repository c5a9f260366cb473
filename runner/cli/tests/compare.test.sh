#!/bin/bash
# compare.test.sh PROGRAM: entente compare: every option does something, every
# file is what it says it is and adds up, and nothing is left of what failed.
set -u
program=$(realpath "$1")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
unset LC_ALL LC_MESSAGES LANG ENTENTE_DATADIR ENTENTE_FIXTURES
bad=0
ok() { # NAME CONDITION...
	local name=$1
	shift
	if "$@"; then
		echo "ok - $name"
	else
		echo "not ok - $name"
		bad=1
	fi
}
# run EXIT ARGUMENT...: standard output and error into $work/out and $work/err.
run() {
	local want=$1 rc
	shift
	"$program" --lang en compare "$@" >"$work/out" 2>"$work/err" </dev/null
	rc=$?
	[ $rc = "$want" ] && return 0
	echo "# exit $rc (not $want) of: $*"
	sed 's/^/# /' "$work/out" "$work/err" | head -n 20
	return 1
}
# fails PATTERN ARGUMENT...: exit 4, and this on standard error.
fails() {
	local pattern=$1
	shift
	run 4 "$@" || return 1
	grep -qe "$pattern" "$work/err" && return 0
	echo "# no '$pattern' in:"
	sed 's/^/# /' "$work/err"
	return 1
}

# ---- a small pair of call sets, made to order -------------------------------
cd "$work" || exit 1
awk 'BEGIN { x = 7; for (c = 1; c <= 2; c++) { print ">c" c; s = ""
	for (i = 0; i < 3000; i++) { x = (x * 1103515245 + 12345) % 2147483648
		s = s substr("ACGT", int(x / 65536) % 4 + 1, 1) }
	while (length(s)) { print substr(s, 1, 60); s = substr(s, 61) } } }' >ref.fa
base() { # CONTIG POS LENGTH
	awk -v c=">$1" -v p="$2" -v n="$3" '/^>/ { on = $0 == c; next } on { s = s $0 }
		END { print substr(s, p, n) }' ref.fa
}
other() { tr ACGT CGTA <<<"$1"; }
head_of() { # SAMPLES: the header of a VCF
	printf '##fileformat=VCFv4.2\n##contig=<ID=c1,length=3000>\n##contig=<ID=c2,length=3000>\n'
	printf '##FILTER=<ID=LowQ,Description="x">\n##INFO=<ID=AB,Number=1,Type=Float,Description="x">\n'
	printf '##FORMAT=<ID=GT,Number=1,Type=String,Description="x">\n'
	printf '#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT'
	printf '\t%s' "$@"
	printf '\n'
}
row() { # CONTIG POS REF ALT FILTER QUAL AB GT...
	printf '%s\t%s\t.\t%s\t%s\t%s\t%s\tAB=%s\tGT' "$1" "$2" "$3" "$4" "$6" "$5" "$7"
	printf '\t%s' "${@:8}"
	printf '\n'
}
snv() { # CONTIG POS FILTER QUAL AB GT...
	row "$1" "$2" "$(base "$1" "$2" 1)" "$(other "$(base "$1" "$2" 1)")" "${@:3}"
}
del() { # CONTIG POS BASES ...
	row "$1" "$2" "$(base "$1" "$2" $(($3 + 1)))" "$(base "$1" "$2" 1)" "${@:4}"
}
{
	head_of T
	snv c1 100 PASS 50 1 '0|1'  # TP
	snv c1 200 PASS 50 1 '1|1'  # genotype error
	del c1 300 3 PASS 50 1 '0|1' # TP
	snv c1 400 PASS 50 1 '0|1'  # the query's is filtered
	snv c1 500 PASS 50 1 '0|1'  # missed
	del c1 600 40 PASS 50 1 '0|1' # long
	snv c1 700 PASS 50 1 '0|1'  # in phase ...
	snv c1 702 PASS 50 1 '0|1'
	snv c1 800 PASS 50 1 '0|1'  # the query's has bases beside it
	snv c1 801 PASS 50 1 '0|1'
	del c1 1996 8 PASS 50 1 '0|1' # across the edge of the regions
	snv c2 100 PASS 50 1 '0|1'
} >t.vcf
{
	head_of Q
	snv c1 100 PASS 10 9 '0/1'
	snv c1 200 PASS 20 8 '0/1'
	del c1 300 3 PASS 30 7 '0/1'
	snv c1 400 LowQ 40 6 '0/1'
	del c1 600 40 PASS 50 5 '0/1'
	snv c1 700 PASS 60 4 '0|1'
	snv c1 702 PASS 60 4 '1|0'
	row c1 800 "$(base c1 800 3)" "$(other "$(base c1 800 1)")$(base c1 801 2)" PASS 50 1 '0|1'
	snv c1 801 PASS 50 1 '0|1'
	snv c1 900 PASS 70 3 '0/1' # false
	del c1 1996 8 PASS 50 1 '0/1'
	snv c2 100 PASS 80 2 '0/1'
	snv c2 2500 PASS 90 1 '0/1' # outside
} >q.vcf
printf 'c1\t0\t2000\nc2\t0\t2000\n' >conf.bed
printf 'c1\t0\t550\n' >left.bed
printf '# what is left\nleft\tleft.bed\n\n' >strata.tsv
pair=(t.vcf q.vcf -r ref.fa)

# What --json says of all types together: truth TP, FN, query FP, outside.
field() { # KEY of "all": the first that is so called
	tr -d ' \n' <"$work/out" | grep -o "\"$1\":[-0-9]*" | head -n1 | sed 's/.*://'
}
counts() { # ARGUMENT...: rows of summary.csv as TYPE:TP/FN/FP/UNK/GT
	run 0 "$@" -o res --outputs csv || return 1
	awk -F, 'NR > 1 { printf "%s%s:%s/%s/%s/%s/%s", (NR > 2 ? " " : ""), $1, $4, $5, $7, $8, $9 }
		END { print "" }' res/summary.csv >now
}
gives() { # WANTED ARGUMENT...
	counts "${@:2}" || return 1
	[ "$(cat now)" = "$1" ] && return 0
	echo "# wanted $1, got $(cat now)"
	return 1
}
ok "a comparison is done" run 0 "${pair[@]}"
ok "it prints a table" grep -q '^SNV ' out
ok "and says nothing else" [ ! -s err ]
ok "JSON on standard output" bash -c 'head -c1 "$0" | grep -q "{"' <(run 0 "${pair[@]}" --json; cat out)
ok "counts" gives "INDEL:3/0/0/0/0 SNP:6/3/3/0/1" "${pair[@]}"
ok "-R" gives "INDEL:2/0/0/1/0 SNP:6/3/2/1/1" "${pair[@]}" -R conf.bed
ok "--overlap" gives "INDEL:3/0/0/0/0 SNP:6/3/2/1/1" "${pair[@]}" -R conf.bed --overlap
ok "--edge" gives "INDEL:2/0/0/1/0 SNP:4/3/2/3/1" "${pair[@]}" -R conf.bed --edge 150
ok "--edge without regions" run 2 "${pair[@]}" --edge 150
ok "--squash-ploidy" gives "INDEL:3/0/0/0/0 SNP:7/2/2/0/0" "${pair[@]}" --squash-ploidy
ok "--obey-phase" gives "INDEL:3/0/0/0/0 SNP:5/4/4/0/2" "${pair[@]}" --obey-phase
ok "--filter all" gives "INDEL:3/0/0/0/0 SNP:7/2/3/0/1" "${pair[@]}" --filter all
ok "--filter NAME" gives "INDEL:3/0/0/0/0 SNP:7/2/3/0/1" "${pair[@]}" --filter X,LowQ
ok "--filter PASS" gives "INDEL:3/0/0/0/0 SNP:6/3/3/0/1" "${pair[@]}" --filter PASS
ok "--max-length" gives "INDEL:2/0/0/0/0 SNP:6/3/3/0/1" "${pair[@]}" --max-length 20
b=$(base c1 50 1)
two=$(tr -d "$b" <<<ACGT)
{ head_of T; row c1 50 "$b" "${two:0:1},${two:1:1}" PASS 50 1 '1|2'; } >both.vcf
{
	head_of Q
	row c1 50 "$b" "${two:0:1}" PASS 50 1 '0/1'
	row c1 50 "$b" "${two:1:1}" PASS 50 1 '0/1'
} >each.vcf
ok "two alleles in one record or in two" gives "INDEL:0/0/0/0/0 SNP:1/0/0/0/0" both.vcf each.vcf -r ref.fa
ok "--strict-ref" gives "INDEL:0/0/0/0/0 SNP:0/1/2/0/1" both.vcf each.vcf -r ref.fa --strict-ref
ok "ALT for a sample" gives "INDEL:3/0/0/0/0 SNP:7/2/2/0/0" "${pair[@]}" \
	--truth-sample ALT --query-sample ALT
ok "--score" run 0 "${pair[@]}" --score INFO/AB -o ab --outputs roc
ok "QUAL is the score by default" run 0 "${pair[@]}" -o qual --outputs roc
ok "and each gives its own curve" eval '! cmp -s ab/weighted_roc.tsv qual/weighted_roc.tsv'
ok "which begins with the best score" grep -q '^9' qual/weighted_roc.tsv

# Overlapping records that agree when one stands elsewhere in its repeat.
{ echo ">c1"; echo ACGTACGTCCAAAAAAAATGCATGCATCGATC; } >repeat.fa
short() { head_of "$1" | sed 's/length=3000/length=32/; /ID=c2/d'; }
{ short T; row c1 10 CA C PASS 1 1 '1|1'; row c1 11 A G PASS 1 1 '1|1'; } >written.vcf
{ short Q; row c1 11 A G PASS 1 1 '1|1'; row c1 17 AA A PASS 1 1 '1|1'; } >shifted.vcf
run 0 written.vcf shifted.vcf -r repeat.fa --explain c1:11 -o moved --outputs vcf
ok "an allele that was moved is told" grep -q 'elsewhere than written' out
ok "in the VCF, too" [ "$(gzip -dc moved/compare.vcf.gz | grep -c '	BS=1;MOVED	')" = 3 ]

# ---- files ------------------------------------------------------------------
every=counts,csv,json,roc,vcf,split,bits,html
names() { (cd "$1" && find . -mindepth 1 | sed 's|^\./||' | LC_ALL=C sort | tr '\n' ' '); }
run 0 "${pair[@]}" -o plain
ok "files by default" [ "$(names plain)" = "compare.json counts.tsv extended.csv summary.csv " ]
run 0 "${pair[@]}" -R conf.bed -S strata.tsv -o all --outputs $every
ok "all files, and no others" [ "$(names all)" = "$(echo compare.en.html \
	compare.fr.html compare.json compare.vcf.gz compare.vcf.gz.tbi counts.tsv extended.csv fn.vcf.gz fn.vcf.gz.tbi \
	fp.vcf.gz fp.vcf.gz.tbi non_snp_roc.tsv snp_roc.tsv summary.csv tp-baseline.vcf.gz \
	tp-baseline.vcf.gz.tbi tp.vcf.gz tp.vcf.gz.tbi truth.bits weighted_roc.tsv) " ]
for n in 1 2 7; do
	run 0 "${pair[@]}" -R conf.bed -S strata.tsv -o "all$n" --outputs $every -t $n
	ok "the same bytes with $n threads" diff -r all "all$n"
done
ok "counts are a tally" grep -q '^small-variants	\*	c1	0	' all/counts.tsv
recall=$(awk -F, '$1 == "SNP" { printf "%.4f", $10 }' all/summary.csv)
for l in en fr; do
	ok "the page in $l is in $l" grep -q "<html[^>]* lang=\"$l\"" all/compare.$l.html
	ok "and has the recall of the summary" grep -qF "$(echo "$recall" | tr . "$([ $l = fr ] && echo , || echo .)")" all/compare.$l.html
	ok "and no script" [ "$(grep -ci '<script' all/compare.$l.html)" = 0 ]
done
ok "truth bits begin with their name" [ "$(head -n1 all/truth.bits)" = "#entente-truth-bits 1" ]
ok "name the truth by its lines" [ "$(sed -n 2p all/truth.bits)" = \
	"$(printf '@compare\t12\tsha256:%s' "$(grep -v '^#' t.vcf | sha256sum | cut -d' ' -f1)")" ]
ok "and have a letter for each record" [ "$(sed 1,2d all/truth.bits)" = TFT2F5TNT ]

if command -v bcftools >/dev/null && command -v tabix >/dev/null; then
	lines() { bcftools view -H "$1" 2>/dev/null | wc -l; }
	for f in all/*.vcf.gz; do
		bcftools view "$f" >view.vcf 2>view.err
		ok "bcftools reads $f" [ $? = 0 -a ! -s view.err ]
		ok "the index of $f is right" [ "$(bcftools index -s "$f" |
			awk '{ n += $3 } END { print n + 0 }')" = "$(lines "$f")" ]
	done
	ok "a place is found through the index" [ "$(tabix all/compare.vcf.gz c1:800-801 | wc -l)" = 3 ]
	# Labels of a side, by type, inside: they are the summary's numbers.
	label() { # SIDE DECISION TYPE
		bcftools query -s "$1" -f '[%BD %BVT]\n' all/compare.vcf.gz | grep -cx "$2 $3"
	}
	for type in SNP INDEL; do
		now="$(label TRUTH TP $type) $(label TRUTH FN $type)"
		now="$now $(label QUERY FP $type) $(label QUERY UNK $type)"
		ok "labels of $type add up to the summary" [ "$now" = "$(awk -F, -v t=$type \
			'$1 == t { print $4, $5, $7, $8 }' all/summary.csv)" ]
	done
	side() { bcftools query -s "$1" -f '[%BD]\n' all/compare.vcf.gz | grep -cv '^\.$'; }
	ok "each truth record has a label" [ "$(side TRUTH)" = "$(lines t.vcf)" ]
	ok "each query record has a label" [ "$(side QUERY)" = "$(lines q.vcf)" ]
	ok "a stratum is told" [ "$(bcftools view -H -i 'INFO/Regions="left"' all/compare.vcf.gz | wc -l)" = 5 ]
	ok "a filtered record is N, and says why" [ "$(bcftools query -f '%QWHY[ %BD]\n' \
		-i 'QWHY="filtered"' all/compare.vcf.gz)" = "filtered FN N" ]
	ok "split files have the lines as they came" eval \
		'for f in tp fp; do bcftools view -H all/$f.vcf.gz; done | grep -vxFf q.vcf | wc -l | grep -qx 0'
	ok "truth.bits agrees with the labels" [ "$(lines all/tp-baseline.vcf.gz)" = 8 ]

	# The order of contigs: another one in the query is gathered first.
	{ grep '^#' q.vcf; grep '^c2' q.vcf; grep '^c1' q.vcf; } >turned.vcf
	run 0 t.vcf turned.vcf -r ref.fa -R conf.bed -S strata.tsv -o turned --outputs $every
	ok "contigs in another order give the same labels" cmp \
		<(bcftools view -H all/compare.vcf.gz) <(bcftools view -H turned/compare.vcf.gz)
	ok "and the same table" cmp all/summary.csv turned/summary.csv
	ok "not from standard input" bash -c '"$0" --lang en compare t.vcf - -r ref.fa \
		<turned.vcf 2>&1 | grep -q "standard input does not allow"' "$program"

	# A BCF, and the VCF that it is in text: htslib adds lines to a header, so
	# both are written by it.
	for side in t q; do
		bcftools view --no-version -Ob -o $side.bcf $side.vcf 2>/dev/null
		bcftools view --no-version -o $side.text.vcf $side.bcf 2>/dev/null
	done
	ok "a BCF is compared" gives "INDEL:3/0/0/0/0 SNP:6/3/3/0/1" t.vcf q.bcf -r ref.fa
	alike() { # NAME OPTION...: the outputs of both, but for the files' names
		local name=$1
		shift
		run 0 t.text.vcf q.text.vcf -r ref.fa "$@" -o $name.text --outputs $every
		sed 's/\.text\.vcf/.bcf/' out >out.text
		run 0 t.bcf q.bcf -r ref.fa "$@" -o $name.bcf --outputs $every
		cmp out.text out || return 1
		sed -i 's/\.text\.vcf/.bcf/g' $name.text/*.json $name.text/*.html
		diff -r $name.text $name.bcf
	}
	ok "a BCF gives all files that its VCF gives" alike all2
	ok "with regions and strata" alike regions2 -R conf.bed -S strata.tsv
	ok "by a field of INFO" alike score2 --score INFO/AB
	run 0 t.text.vcf q.text.vcf -r ref.fa --explain c1:200
	mv out out.text
	run 0 t.bcf q.bcf -r ref.fa --explain c1:200
	ok "and is explained alike" cmp out.text out
	ok "from standard input too" bash -c '"$0" --lang en compare t.bcf - -r ref.fa \
		--explain c1:200 <q.bcf >out 2>&1 && cmp out.text out' "$program"
else
	echo "skip - bcftools and tabix are not installed"
fi
cat q.vcf | "$program" compare t.vcf - -r ref.fa >piped 2>&1
run 0 "${pair[@]}"
ok "standard input as the query" cmp out piped
cat t.vcf | "$program" compare - q.vcf -r ref.fa >piped 2>&1
ok "standard input as the truth" cmp out piped
{
	head_of A B
	grep -v '^#' q.vcf | sed 's/$/	0\/0/'
} >two.vcf
ok "a sample must be chosen of two" fails 'two.vcf: the file has 2 samples' t.vcf two.vcf -r ref.fa
ok "by name" gives "INDEL:3/0/0/0/0 SNP:6/3/3/0/1" t.vcf two.vcf -r ref.fa --query-sample A
ok "each has its own genotypes" gives "INDEL:0/3/0/0/0 SNP:0/9/0/0/0" t.vcf two.vcf -r ref.fa \
	--query-sample B
ok "a name that is not there" fails 'no sample called C' t.vcf two.vcf -r ref.fa --query-sample C

# ---- what is of no use: exit 4, the place, and nothing written --------------
cp -r plain kept
sed '10s/	[ACGT]*	/	Z	/' q.vcf >letters.vcf
{ cat q.vcf; snv c2 50 PASS 1 1 '0/1'; } >unsorted.vcf
sed 's/^c1/1/; s/^c2/2/; s/ID=c/ID=/' q.vcf >named.vcf
printf 'c1\t9\n' >short.bed
printf 'c1\t0\t9\nc9\t0\tx\n' >letter.bed
ok "a reference that is not there" fails 'none.fa: ' t.vcf q.vcf -r none.fa
ok "a truth that is not there" fails 'none.vcf: ' none.vcf q.vcf -r ref.fa
ok "a record out of order has its line" fails 'unsorted.vcf:21: ' t.vcf unsorted.vcf -r ref.fa -o kept
ok "what was there before is left as it was" diff -r plain kept
ok "other names of contigs" fails 'named.vcf' t.vcf named.vcf -r ref.fa
ok "a BED that is short has its line" fails 'short.bed:1: ' "${pair[@]}" -R short.bed
ok "a letter in a BED has its line" fails 'letter.bed:2' "${pair[@]}" -R letter.bed
lists() { # PATTERN TEXT: a list of strata that is refused
	printf "$2" >list.tsv
	fails "list.tsv$1" "${pair[@]}" -S list.tsv
}
ok "a list without TAB" lists ':2: a line is' '# x\nleft left.bed\n'
ok "a list with three columns" lists ':1: a line is' 'left\tleft.bed\tx\n'
ok "a list without path" lists ':1: a line is' 'left\t\n'
ok "a list with a BED that is not there" lists ':2: there is no file .*none.bed' 'left\tleft.bed\nno\tnone.bed\n'
ok "a name twice" lists ':2: the stratum left is named twice' 'left\tleft.bed\nleft\tleft.bed\n'
ok "a name of bad letters" lists ':1: the name of a stratum' 'a b\tleft.bed\n'
ok "a name that is taken" lists ':1: no stratum may be called CONF' 'CONF\tleft.bed\n'
ok "a list of nothing" lists ': the list names no stratum' '# x\n'
ok "a list that is not there" fails 'none.tsv' "${pair[@]}" -S none.tsv
mkdir lists && cp left.bed lists/ && printf 'l\tleft.bed\n' >lists/s.tsv
ok "paths are relative to the list" run 0 "${pair[@]}" -S lists/s.tsv

# ---- explain ----------------------------------------------------------------
run 0 "${pair[@]}" --explain c1:200
ok "a genotype error is explained" grep -q 'right allele, wrong genotype: truth 1|1, query 0/1' out
run 0 "${pair[@]}" --explain c1:400
ok "a filtered record is explained" grep -q 'a query record has the allele, but FILTER or FT takes it out' out
run 0 "${pair[@]}" -R conf.bed -S strata.tsv --explain c1:500
ok "regions and strata are told" grep -q 'in: the confident regions, left' out
run 0 "${pair[@]}" --explain c1:500 -o explained
ok "files are written all the same" [ -s explained/summary.csv ]
ok "a contig that is not there" fails 'no contig c7 to explain' "${pair[@]}" --explain c7:1
exit $bad
