#!/bin/bash
# realdata.test.sh PROGRAM: the whole way, from an archive to a verified seal,
# on real truths and calls of GIAB and on a made genome with labels. Each count
# is asserted twice where bcftools can give it: by its value and by bcftools.
# The data are not part of the repository: they are looked for in ../shared/data.
set -u
entente=$(realpath "$1")
here=$(cd "$(dirname "$0")/../../.." && pwd)
data=$here/../shared/data/variants
suites=$here/runner/cli/tests/suites
nucleus=$data/nucleus/test_nist.b37_chr20_100kbp_at_10mb
hg19=$data/nucleus/ucsc.hg19.chr20.unittest.fasta.gz
giab=$data/giab-hg002-chr1-0-5Mb

lack=
[ -r "$nucleus.vcf.gz" ] && [ -r "$giab/query.vcf" ] && [ -r "$data/s2/ref.fa" ] ||
	lack="data absent"
for tool in bcftools bgzip samtools openssl zip zstd; do
	command -v $tool >/dev/null || lack="no $tool"
done
if [ -n "$lack" ]; then
	[ "${ENTENTE_REQUIRE_DATA:-0}" = 1 ] || {
		echo "skip - real truths and calls : $lack"
		exit 0
	}
	echo "not ok - real truths and calls : $lack, and they are required"
	exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/tmp" "$work/trust"
export TMPDIR=$work/tmp XDG_DATA_HOME=$work/home LC_ALL=C
unset SOURCE_DATE_EPOCH
bad=0
cd "$work" || exit 1

# ---- tools ------------------------------------------------------------------
same() { # NAME GOT WANT
	if [ "$2" = "$3" ]; then
		echo "ok - $1"
	else
		echo "not ok - $1: $2, not $3"
		bad=1
	fi
}

# judge NAME SUITE KIND FILE: packed as an archive of this kind, and judged.
judge() {
	local name=$1 suite=$suites/$2/suite.xml kind=$3 file=$4 ext=vcf
	case $file in *.vcf.gz) ext=vcf.gz ;; *.bcf) ext=bcf ;; esac
	mkdir -p "$name/in"
	cp "$file" "$name/in/calls.$ext"
	"$entente" -q pack "$name/in" --suite "$suite" --vendor Example --product Caller \
		--product-version 1 --class short-read --claims "snv indel" --sample S \
		--archive "$name/in.$kind" >"$name/log" 2>&1 &&
		"$entente" -q run "$suite" "$name/in.$kind" --fixtures "$data" \
			--fixtures "$work/made" -o "$name/out" >"$name/text" 2>>"$name/log"
}

verdict() { # NAME
	sed -n 's/.*<verdict .*value="\([a-z-]*\)".*/\1/p' "$1/out/report.xml" | head -n 1
}

# count NAME MEASUREMENT COUNTER...: their sums over all blocks.
count() {
	local name=$1 of=$2
	shift 2
	awk -F'\t' -v of="$of" -v names="$*" '
		$1 == "@" of { for (i = 5; i <= NF; i++) column[$i] = i }
		$1 == of && $2 == "*" { for (i = 5; i <= NF; i++) sum[i] += $i }
		END { n = split(names, a, " ")
			for (i = 1; i <= n; i++)
				line = line " " ((a[i] in column) ? sum[column[a[i]]] + 0 : "none")
			print substr(line, 2) }' "$name/out/tallies.tsv"
}

# agree NAME MEASUREMENT TRUTH-SNV TRUTH-INDEL QUERY-SNV QUERY-INDEL, each
# "TP/missed or false/genotype errors": the agreement with the truth.
agree() {
	local name=$1 of=$2 t q
	t=$(count "$name" "$of" snv.truth.tp snv.truth.fn snv.gt-error indel.truth.tp indel.truth.fn indel.gt-error)
	q=$(count "$name" "$of" snv.query.tp snv.query.fp snv.query.gt-error indel.query.tp indel.query.fp indel.query.gt-error)
	same "$name: $7" "$t $q" "$(echo "$3 $4 $5 $6" | tr / ' ')"
}

# What bcftools stats says of records with one ALT allele, in the order
# snv mnp other ti tv hom het ins del indel-het indel-hom.
stats() { # VCF
	bcftools view -a "$1" 2>/dev/null |
		bcftools stats -s - -f PASS,. -i 'N_ALT=1 && GT="alt"' |
		awk -F'\t' '$1 == "SN" && $3 ~ /of SNPs/ { snv = $4 }
			$1 == "SN" && $3 ~ /of MNPs/ { mnp = $4 }
			$1 == "SN" && $3 ~ /of others/ { other = $4 }
			$1 == "TSTV" { ti = $3; tv = $4 }
			$1 == "PSC" { hom = $5; het = $6 }
			$1 == "PSI" { ih = $8; dh = $9; iH = $10; dH = $11 }
			END { print snv, mnp, other, ti, tv, hom, het, ih + iH, dh + dH, ih + dh, iH + dH }'
}
census="snv mnp other snv.ti snv.tv snv.hom snv.het ins del indel.het indel.hom"

# SNVs whose place lies in a BED: the same, without indels, of which a BED
# holds some by POS that it does not hold whole.
snvs_inside() { # VCF BED
	bcftools view -T "$2" -v snps "$1" 2>/dev/null >inside.vcf
	stats inside.vcf | cut -d' ' -f1,4-7
}
snvs="snv snv.ti snv.tv snv.hom snv.het"

# shared TRUTH QUERY: how many records stand in both with the same place, REF
# and ALT, in the truth alone, in the query alone.
shared() {
	rm -rf isec
	bcftools view -Oz -o isec.t.vcf.gz "$1" 2>/dev/null && bcftools index -f isec.t.vcf.gz
	bcftools view -Oz -o isec.q.vcf.gz "$2" 2>/dev/null && bcftools index -f isec.q.vcf.gz
	bcftools isec -p isec isec.t.vcf.gz isec.q.vcf.gz 2>/dev/null
	for i in 2 0 1; do grep -vc '^#' isec/000$i.vcf; done | xargs
}
# What shared() must say, from our counts: a record with the right allele is
# there, whatever its genotype. True where both sides write variants alike.
shared_by_count() { # NAME MEASUREMENT
	count "$1" "$2" snv.truth.tp snv.truth.fn snv.gt-error snv.query.fp snv.query.gt-error \
		indel.truth.tp indel.truth.fn indel.gt-error indel.query.fp indel.query.gt-error \
		other.truth.tp other.truth.fn other.gt-error other.query.fp other.query.gt-error |
		awk '{ for (i = 1; i <= NF; i += 5) {
				both += $i + $(i + 2); truth += $(i + 1) - $(i + 2); query += $(i + 3) - $(i + 4) } }
			END { print both, truth, query }'
}

# ---- GIAB, 100 kb of chromosome 20: the truth itself, to a verified seal -------
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout lab.key \
	-out lab.crt -days 30 -subj "/O=Example/CN=Example" 2>/dev/null
{
	printf '<trust xmlns="urn:entente:trust:1"><holders><holder role="lab" name="Example" nation="FR" certificate="%s"/></holders><suites>' \
		"$(openssl x509 -in lab.crt -outform DER | sha256sum | cut -d' ' -f1)"
	for s in nucleus giab-chr1 s2; do
		printf '<suite id="test-%s" version="1.0.0" sha256="%s"/>' $s \
			"$(sha256sum <"$suites/$s/suite.xml" | cut -d' ' -f1)"
	done
	echo '</suites></trust>'
} >trust/trust.xml

sealed() { # NAME: the report of it is sealed, and the seal holds
	"$entente" -q sign "$1/out" --key lab.key --cert lab.crt -o "$1/report.asice" >>"$1/log" 2>&1
	"$entente" -q verify "$1/report.asice" --trust trust >"$1/verified" 2>&1
	same "$1: the sealed report is verified" "$? $(grep -c '^VALID' "$1/verified")" "0 1"
}

# 221 records: 186 SNVs, 34 indels of one ALT and one with two insertions, which
# is an indel record too. Inside the confident regions, which end at 10.01 Mb,
# stand 45 SNVs and 4 indels.
bcftools view "$nucleus.vcf.gz" >truth.vcf 2>/dev/null
perfect="186/0/0 35/0/0 186/0/0 35/0/0"
perfect_inside="45/0/0 4/0/0 45/0/0 4/0/0"
for kind in tar.gz tar.zst zip; do
	judge truth-$kind nucleus $kind "$nucleus.vcf.gz"
	same "truth-$kind: exit 0" $? 0
	same "truth-$kind: conformant" "$(verdict truth-$kind)" conformant
	sealed truth-$kind
done
agree truth-zip small-variants.1 $perfect "the truth agrees with itself"
agree truth-zip small-variants.2 $perfect_inside "and within the regions"
same "the three archives have one result digest" \
	"$(cat truth-*/out/report.xml | grep -o 'digest="[0-9a-f]*"' | sort -u | wc -l)" 1
same "records are all counted" "$(count truth-zip format.1 format.records)" \
	"$(bcftools view -H truth.vcf | wc -l)"
same "what is outside is the rest" \
	"$(count truth-zip small-variants.2 snv.truth.outside indel.truth.outside regions.bp)" \
	"$((186 - 45)) $((35 - 4)) $(awk '{ n += $3 - $2 } END { print n }' "$nucleus.bed")"
# 24 contigs of the header are no part of the piece of reference, all of which is there.
same "contigs that the reference lacks" "$(count truth-zip contigs.1 contigs.declared contigs.unknown contigs.extra)" \
	"$(bcftools view -h truth.vcf | grep -c '^##contig') 0 24"
same "the census is known" "$(count truth-zip callset.1 $census multi)" "186 0 0 122 64 75 111 18 16 17 17 1"
same "the census is that of bcftools stats" "$(count truth-zip callset.1 $census)" "$(stats truth.vcf)"
same "SNVs within the regions are those of bcftools view -T" \
	"$(count truth-zip callset.2 $snvs)" "$(snvs_inside truth.vcf "$nucleus.bed")"

# ---- the same calls, written otherwise ----------------------------------------
samtools faidx "$hg19" chr20:9999001-10101000 | tail -n +2 | tr -d '\n' | tr a-z A-Z >piece.txt
# Each indel with one ALT to its rightmost place.
awk -F'\t' -v OFS='\t' -v from=9999001 '
	NR == FNR { piece = $0; next }
	function at(p) { return substr(piece, p - from + 1, 1) }
	/^#/ || length($4) == length($5) || $5 ~ /,/ { print; next }
	{ ins = length($5) > length($4); s = substr(ins ? $5 : $4, 2); p = $2
		next_at = ins ? p + 1 : p + 1 + length(s)
		while (at(next_at) == substr(s, 1, 1)) {
			s = substr(s, 2) substr(s, 1, 1); p++; next_at++; moved = 1 }
		$2 = p; b = at(p); $4 = ins ? b : b s; $5 = ins ? b s : b; print }' \
	piece.txt truth.vcf >right.unsorted
bcftools sort -o right.vcf right.unsorted 2>/dev/null
shifted=$(shared truth.vcf right.vcf)
same "bcftools sees most indels moved" "$shifted" "191 30 30"
bcftools norm -f "$hg19" -c e right.vcf 2>/dev/null | bcftools query -f '%POS %REF %ALT\n' | tr a-z A-Z | sort >right.normed
bcftools norm -f "$hg19" -c e truth.vcf 2>/dev/null | bcftools query -f '%POS %REF %ALT\n' | tr a-z A-Z | sort >truth.normed
same "bcftools norm moves them back" "$(cmp right.normed truth.normed && echo same)" same
cp right.vcf alike.right.vcf
bcftools norm -f "$hg19" -c e -o alike.left.vcf truth.vcf 2>/dev/null
bcftools norm -m -any -o alike.split.vcf truth.vcf 2>/dev/null
bcftools view -Ob -o alike.bcf.bcf truth.vcf
bcftools view -Oz9 -o alike.bgzf9.vcf.gz truth.vcf
gzip -1 -c truth.vcf >alike.gzip1.vcf.gz
bcftools annotate -x ID,QUAL,INFO,^FORMAT/GT truth.vcf 2>/dev/null |
	sed '/^##contig/{/ID=chr20,/!d}; s/INTEGRATION$/renamed é/' >alike.header.vcf
awk -F'\t' -v OFS='\t' '/^#/ { print; next } { $4 = tolower($4); $5 = tolower($5); print }' \
	truth.vcf >alike.lower.vcf
# Phase is not compared: 0/1, 1/0, 0|1 and 1|0 are one genotype.
awk -F'\t' -v OFS='\t' '/^#/ { print; next }
	{ g = substr($10, 1, 3); r = substr($10, 4); n++
		a = substr(g, 1, 1); b = substr(g, 3)
		$10 = (n % 2 ? b "|" a : b "/" a) r; print }' truth.vcf >alike.phase.vcf
# What asserts nothing: genotypes 0/0 and ./., alleles that are not bases,
# records that FILTER takes out.
awk -F'\t' -v OFS='\t' -v from=9999001 '
	NR == FNR { piece = $0; next }
	/^#CHROM/ { print "##FILTER=<ID=Low,Description=\"x\">" }
	{ print } /^#/ { next }
	++n % 10 == 0 { $2++; $8 = "."; $9 = "GT"
		$4 = substr(piece, $2 - from + 1, 1); alt = $4 == "A" ? "C" : "A"
		$5 = alt; $10 = "0/0"; print; $10 = "./."; print
		$7 = "Low"; $10 = "0/1"; print
		$7 = "."; $4 = "N"; $5 = "<DEL>"; print }' piece.txt truth.vcf >padded.unsorted
bcftools sort -o alike.padded.vcf padded.unsorted 2>/dev/null
for file in alike.*; do
	name=${file#alike.}
	name=${name%%.*}
	want=$perfect
	# The record with two insertions is two records with one.
	[ $name != split ] || want="186/0/0 35/0/0 186/0/0 36/0/0"
	judge $name nucleus tar.gz "$file"
	agree $name small-variants.1 $want "written otherwise, the calls agree all the same"
	same "$name: conformant" "$(verdict $name)" conformant
done
same "padding is not assessed, by reason" \
	"$(count padded small-variants.1 query.records query.not-assessed.hom-ref query.not-assessed.no-call query.not-assessed.symbolic query.not-assessed.filtered)" \
	"$(bcftools view -H alike.padded.vcf | wc -l) 22 22 22 22"
same "a header of one contig contradicts nothing" "$(count header contigs.1 contigs.declared contigs.unknown)" "1 0"

# ---- planted differences ----------------------------------------------------
planted() { # NAME TRUTH-SNV TRUTH-INDEL QUERY-SNV QUERY-INDEL VERDICT TEXT
	bcftools sort -o "$1.vcf" "$1.unsorted" 2>/dev/null
	judge $1 nucleus zip $1.vcf
	agree $1 small-variants.1 $2 $3 $4 $5 "$7"
	same "$1: verdict" "$(verdict $1)" $6
	same "$1: bcftools isec finds as many" "$(shared_by_count $1 small-variants.1)" "$(shared truth.vcf $1.vcf)"
	same "$1: bcftools stats counts as many" "$(count $1 callset.1 $census)" "$(stats $1.vcf)"
}
# 186 SNVs: the 10th, 20th, ... 180th are gone.
awk -F'\t' '/^#/ || length($4) != 1 || length($5) != 1 || ++n % 10' truth.vcf >drop.unsorted
planted drop 168/18/0 35/0/0 168/0/0 35/0/0 non-conformant "every 10th SNV is missed"
# 221 records: the 50th, 100th, 150th and 200th have the other genotype. Each is
# missed, false and a genotype error; 3 of them are SNVs, 1 is an indel.
awk -F'\t' -v OFS='\t' '!/^#/ && ++n % 50 == 0 {
	g = substr($10, 1, 3); $10 = (g ~ /0/ ? "1/1" : "0/1") substr($10, 4) } { print }' truth.vcf >flip.unsorted
planted flip 183/3/3 34/1/1 183/3/3 34/1/1 conformant "the genotype of every 50th record is wrong"
same "flip: bcftools stats sees the genotypes" \
	"$(for f in truth flip; do bcftools view -Oz -o g.$f.vcf.gz $f.vcf; bcftools index -f g.$f.vcf.gz; done
		bcftools stats -s - g.truth.vcf.gz g.flip.vcf.gz 2>/dev/null |
			awk '$1 ~ /^GC[si]S$/ && $2 == 2 { n += $8 + $9 + $10 } END { print n }')" 4
# After every 20th record, 3 bases on, a SNV that nobody has: 11 of them.
awk -F'\t' -v OFS='\t' -v from=9999001 '
	NR == FNR { piece = $0; next } { print }
	!/^#/ && ++n % 20 == 0 { $2 += 3; $4 = substr(piece, $2 - from + 1, 1)
		$5 = $4 == "A" ? "C" : "A"; $8 = "."; $9 = "GT"; $10 = "0/1"; print }' piece.txt truth.vcf >false.unsorted
planted false 186/0/0 35/0/0 186/11/0 35/0/0 inconclusive "11 SNVs are false"

# ---- GIAB HG002, 5 Mb of chromosome 1, and real calls -------------------------
# The reference of these files is not at hand. What is known of it stands in
# their REF columns; the rest is N, by which nothing is shifted. The suite pins
# the result by its length and MD5.
mkdir -p made/giab-chr1
n50k=$(printf '%050000d' 0 | tr 0 N)
{
	{
		gzip -dc "$giab/nist-v4.2.1_chr1_5Mb.vcf.gz"
		cat "$giab/query.vcf"
	} | awk -F'\t' '!/^#/ { for (i = 1; i <= length($4); i++) base[$2 + i - 1] = substr($4, i, 1) }
		END { print ">chr1"
			for (p = 1; p <= 5000000; p += 50000) {
				line = ""
				for (q = p; q < p + 50000; q++) line = line (q in base ? base[q] : "N")
				print line } }'
	yes "$n50k" | head -n 4879
	echo "${n50k:0:6422}"
} | bgzip -l 1 >made/giab-chr1/columns.fa.gz
gtruth=$giab/nist-v4.2.1_chr1_5Mb.vcf.gz gbed=$giab/nist-v4.2.1_chr1_5Mb.bed

judge giab giab-chr1 tar.zst "$giab/query.vcf"
same "giab: exit 0" $? 0
same "giab: real calls conform within the confident regions" "$(verdict giab)" conformant
sealed giab
same "giab: all records are read" "$(count giab format.1 format.records)" "$(bcftools view -H "$giab/query.vcf" | wc -l)"
# Of 6,676 true records 6,671 stand in the calls with the same place, REF and
# ALT; 2 of them have another genotype, 5 are not there. The calls go on where
# the truth does not, outside the confident regions.
agree giab small-variants.1 5944/4/1 724/3/1 5944/2786/1 724/958/1 "agreement with the whole truth"
agree giab small-variants.2 5734/0/0 628/0/0 5734/0/0 628/0/0 "nothing is missed or false within the regions"
same "giab: what is shared is what bcftools isec shares" \
	"$(shared_by_count giab small-variants.1)" "$(shared "$gtruth" "$giab/query.vcf")"
same "giab: and that is known" "$(shared_by_count giab small-variants.1)" "6671 5 3759"
same "giab: true SNVs inside are those of bcftools view -T" \
	"$(count giab small-variants.2 snv.truth.tp snv.truth.fn)" \
	"$(bcftools view -H -T "$gbed" "$gtruth" 2>/dev/null | awk -F'\t' '{ snv = length($4) == 1
		n = split($5, a, ","); for (i = 1; i <= n; i++) snv = snv && length(a[i]) == 1; all += snv }
		END { print all }') 0"
# 129 records have two ALT alleles in their genotype, which the census sets
# apart; one has twice the second of two.
same "giab: the census is known" "$(count giab callset.1 $census multi)" \
	"8719 0 0 6110 2609 3638 5081 750 832 916 666 129"
same "giab: the census is that of bcftools stats" "$(count giab callset.1 $census)" "$(stats "$giab/query.vcf")"
same "giab: SNVs within the regions are those of bcftools view -T" \
	"$(count giab callset.2 $snvs)" "$(snvs_inside "$giab/query.vcf" "$gbed")"

# ---- a made genome with labels ------------------------------------------------
# Its labels call 2,556 true records found and 40 missed, 2,555 calls right and
# 36 false. This program finds 3 records fewer on each side: equal haplotypes in
# other units (variants/variants.h, limits).
labels() { # FILE VERDICT: how many records have that label
	awk -F'\t' -v v="$2" '$5 == v { n++ } END { print n }' "$data/s2/labels.$1.tsv"
}
add() { awk '{ for (i = 1; i <= NF; i++) n += $i } END { print n }'; }
for phase in query query.unphased; do
	judge s2-$phase s2 zip "$data/s2/$phase.vcf.gz"
	same "s2: $phase conforms" "$(verdict s2-$phase)" conformant
	agree s2-$phase small-variants.1 2228/36/10 293/3/1 2226/26/10 292/9/1 "agreement with the truth"
	same "s2: $phase: other records" "$(count s2-$phase small-variants.1 other.truth.tp other.truth.fn other.query.tp other.query.fp)" "35 1 37 1"
	same "s2: $phase: records a side as labelled" \
		"$(count s2-$phase small-variants.1 snv.truth.tp indel.truth.tp other.truth.tp | add) \
$(count s2-$phase small-variants.1 snv.query.fp indel.query.fp other.query.fp | add)" \
		"$(labels truth TP) $(labels query FP)"
	same "s2: $phase: the census is that of bcftools stats" "$(count s2-$phase callset.1 $census)" "$(stats "$data/s2/$phase.vcf.gz")"
	same "s2: $phase: SNVs within the regions are those of bcftools view -T" \
		"$(count s2-$phase callset.2 $snvs)" "$(snvs_inside "$data/s2/$phase.vcf.gz" "$data/s2/confident.bed")"
done
sealed s2-query
exit $bad
