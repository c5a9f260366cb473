#!/bin/bash
# dishonest.test.sh PROGRAM: what a vendor might try, so that a bad product
# comes out as conformant. Each attempt must be seen through, or shown.
# shellcheck disable=SC2016 # awk programs
set -u
entente=$(realpath "$1")
golden=fixtures/golden/forged-1
suite=germline-small-variants
tmp=$(mktemp -d "${TMPDIR:-/tmp}/entente-dishonest-XXXXXX")
trap 'rm -rf "$tmp"' EXIT
export LC_ALL=C
bad=0

# expect NAME CODE TEXT COMMAND...: exit code and a text in what it says.
expect() {
	local name=$1 code=$2 text=$3 got=0 said
	shift 3
	said=$("$@" 2>&1 </dev/null) || got=$?
	said=$(tr '\n' ' ' <<<"$said" | tr -s ' ')
	if [ $got -ne "$code" ] || [[ $said != *"$text"* ]]; then
		echo "not ok - $name: exit $got, want $code and '$text' in: $said"
		bad=1
	else
		echo "ok - $name"
	fi
}
# shellcheck disable=SC2317 # called through expect
run() { "$entente" -q run "$suite" "$@"; }

# submit DIR CALLS CLAIMS: a submission of a call set.
submit() {
	mkdir -p "$1"
	cp "$2" "$1/calls.vcf.gz"
	"$entente" -q pack "$1" --suite $suite --vendor Example --product Caller \
		--product-version 1 --class short-read --claims "$3" \
		--sample FORGED-1 >/dev/null
}

# ---- claims: what is not claimed is not asked --------------------------------
for claims in "" "SNV" "snvs sv"; do
	submit "$tmp/claims" $golden/bad.vcf.gz "$claims"
	expect "a bad call set that claims '$claims'" 4 "claims nothing that the suite" \
		run "$tmp/claims"
	rm -r "$tmp/claims"
done
submit "$tmp/part" $golden/bad.vcf.gz indel
expect "a claim that is made is judged" 1 "NON-CONFORMANT" run "$tmp/part"

# ---- calls: what is wrong must count as wrong --------------------------------
# rewrite NAME AWK: the good calls, their records changed by an awk program.
rewrite() {
	gzip -dc $golden/good.vcf.gz |
		awk -F '\t' -v OFS='\t' '/^#/ { print; next } '"$2" >"$tmp/$1.vcf"
}
rewrite more '{ if (++n == 10) $10 = $10 ":1:2:3"; print }'
expect "a record that other programs can not read" 1 "Failed: FMT-008" run "$tmp/more.vcf"
rewrite twice '{ if (sub(/^1\/1/, "0/1", $10)) print; print }'
expect "each homozygous variant as two heterozygous ones" 1 \
	"FAIL FAIL GERM-010" run "$tmp/twice.vcf"
rewrite phased '{ if (sub(/^1\/1/, "0/1", $10)) print $1, $2, $3, $4, $5, $6, $7, $8, "GT", "1|0"; print }'
expect "the same, the second time phased" 1 "FAIL FAIL GERM-010" run "$tmp/phased.vcf"
rewrite repeated '{ print; print }'
expect "each record twice" 1 "FAIL FAIL GERM-002" run "$tmp/repeated.vcf"
rewrite dropped '{ sub(/^[01]\/1/, "./.", $10); print }'
expect "no genotype at all" 1 "FAIL FAIL GERM-001" run "$tmp/dropped.vcf"
rewrite none '{ }'
expect "no record at all" 1 "FAIL FAIL GERM-001" run "$tmp/none.vcf"

# False variants that no count of SNVs or indels sees: beside every 40th SNV one
# more record. They must neither pass nor be left out.
beside() { # NAME ALT-AND-GT
	rewrite "$1" '{ print }
length($4) == 1 && length($5) == 1 && $7 == "PASS" && ++n % 40 == 0 {
	b = $4 != "A" && $5 != "A" ? "A" : $4 != "C" && $5 != "C" ? "C" : "G"
	print $1, $2, ".", $4, '"$2"'
}'
}
beside mixture 'b "," $4 "ACGT", 50, "PASS", ".", "GT", "1/2"'
expect "false variants as mixtures of SNV and indel" 1 "FAIL FAIL GERM-009" run "$tmp/mixture.vcf"
beside excuse 'b ",<DEL>", 50, "PASS", ".", "GT", "1/2"'
expect "false variants beside a symbolic allele" 1 "FAIL FAIL GERM-002" run "$tmp/excuse.vcf"
beside letters '"R", 50, "PASS", ".", "GT", "0/1"'
expect "false variants in ambiguous letters" 1 "FAIL FAIL GERM-010" run "$tmp/letters.vcf"
beside half 'b, 50, "PASS", ".", "GT", "./1"'
expect "false variants as half-calls" 1 "FAIL FAIL GERM-010" run "$tmp/half.vcf"
rewrite halved '{ sub(/^[01]\/1/, "./1", $10); print }'
expect "all variants as half-calls" 1 "FAIL FAIL GERM-001" run "$tmp/halved.vcf"
rewrite reference '{ print; if (++n % 4 == 0) print $1, $2, ".", $4, $5, 50, "PASS", ".", "GT", "0/." }'
expect "half a reference call claims nothing" 0 "CONFORMANT" run "$tmp/reference.vcf"
beside dim 'b, 50, "PASS", ".", "GT:FT", "0/1:Dim"'
expect "nor does a call that its own filter takes out" 0 "CONFORMANT" run "$tmp/dim.vcf"
rewrite dimmed '{ if (++n % 5 == 0) { $9 = "GT:FT"; sub(/:.*/, "", $10); $10 = $10 ":Dim" } print }'
expect "but it is missed" 1 "FAIL FAIL GERM-001" run "$tmp/dimmed.vcf"
beside triploid 'b, 50, "PASS", ".", "GT", "0/1/1"'
expect "false variants of three alleles" 1 "FAIL FAIL GERM-002" run "$tmp/triploid.vcf"

# At every 200th SNV 300 more records, so many that the comparison gives up
# there: none of them is wrong then.
rewrite crowd '{ print }
length($4) == 1 && length($5) == 1 && $7 == "PASS" && ++n % 200 == 0 {
	split("A C G T", b, " ")
	for (i = k = 0; i < 1024 && k < 300; i++) {
		alt = b[1 + i % 4] b[1 + int(i / 4) % 4] b[1 + int(i / 16) % 4] \
			b[1 + int(i / 64) % 4] b[1 + int(i / 256)]
		if (substr(alt, 1, 1) == $4 || substr(alt, 5) == $4) continue
		print $1, $2, ".", $4, alt, 50, "PASS", ".", "GT", "0/1"
		k++
	}
}'
expect "false variants in a crowd" 1 "FAIL FAIL GERM-004" run "$tmp/crowd.vcf"

# False SNVs near where confident regions begin, as bases put in before and taken
# out across: neither record lies in the regions. Beside the good calls, sorted.
gzip -dc $golden/reference.fa.gz | awk -F '\t' -v OFS='\t' '
NR == FNR && /^>/ { name = substr($1, 2); next }
NR == FNR { base[name] = base[name] toupper($1); next }
$2 > 20 && $3 - $2 > 100 {
	for (at = $2 + 10; at < $2 + 90; at += 10) {
		put = substr(base[$1], $2 - 7, at - $2 + 7) # bases $2 - 7 to at - 1
		snv = substr(base[$1], at, 1) == "A" ? "C" : "A"
		lead = substr(base[$1], $2 - 8, 1)
		print $1, $2 - 8, ".", lead, lead put snv, 50, "PASS", ".", "GT", "0/1"
		print $1, $2 - 8, ".", lead put substr(base[$1], at, 1), lead, 50, "PASS", ".", "GT", "0/1"
	}
}' - $golden/confident.bed >"$tmp/across.tsv"
{
	gzip -dc $golden/good.vcf.gz | grep '^#'
	gzip -dc $golden/good.vcf.gz | grep -v '^#' | cat - "$tmp/across.tsv" |
		sort -s -k1,1 -k2,2n
} >"$tmp/across.vcf"
expect "false SNVs written across the edges of regions" 1 \
	"FAIL FAIL GERM-009" run "$tmp/across.vcf"

# Pairs of records that cancel each other out, inside heterozygous deletions,
# where both are right: so that 24 false insertions are a small share.
rewrite cancel '{ print }
$7 == "PASS" && length($5) == 1 && length($4) > 8 && $10 ~ /^0\/1/ {
	for (i = 2; i < length($4) - 1; i++) {
		b = substr($4, i, 1)
		if (b == substr($4, i - 1, 1) || b == substr($4, i + 1, 1)) continue
		a = substr($4, i - 1, 1)
		print $1, $2 + i - 2, ".", a, a b, 50, "PASS", ".", "GT", "0/1"
		print $1, $2 + i - 2, ".", a b, a, 50, "PASS", ".", "GT", "0/1"
	}
}
length($4) == 1 && length($5) == 1 && $7 == "PASS" && ++n % 130 == 0 {
	print $1, $2, ".", $4, $4 "TCAG", 50, "PASS", ".", "GT", "0/1"
}'
{
	grep '^#' "$tmp/cancel.vcf"
	grep -v '^#' "$tmp/cancel.vcf" | sort -s -k1,1 -k2,2n
} >"$tmp/cancelled.vcf"
expect "false insertions among calls that cancel each other out" 1 \
	"FAIL FAIL GERM-004" run "$tmp/cancelled.vcf"

# ---- seals: what is edited and signed again ----------------------------------
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 9 \
	-keyout "$tmp/key" -out "$tmp/crt" -subj "/O=Example/CN=Example" 2>/dev/null
chmod 600 "$tmp/key"
# shellcheck disable=SC2317 # called through expect
seal() { "$entente" -q sign "$1" --key "$tmp/key" --cert "$tmp/crt" -o "$1/x.asice"; }
# edited NAME SED: the good report, changed.
edited() {
	rm -rf "$tmp/edited"
	cp -r "$tmp/report" "$tmp/edited"
	sed -i "$2" "$tmp/edited/report.xml"
	if cmp -s "$tmp/report/report.xml" "$tmp/edited/report.xml"; then
		echo "not ok - $1: nothing was edited"
		bad=1
	fi
}
submit "$tmp/good" $golden/good.vcf.gz "snv indel"
run "$tmp/good" -o "$tmp/report" >/dev/null
edited verdict 's/value="conformant"/value="inconclusive"/'
expect "another verdict" 4 "does not follow" seal "$tmp/edited"
edited claims 's/claims="snv indel"/claims="snv"/'
expect "fewer claims" 4 "does not follow" seal "$tmp/edited"
edited level 's/level="recomputed"/level="executed-by-body"/'
expect "better evidence" 4 "does not follow" seal "$tmp/edited"
edited fixture '/<fixtures-used>/,/<\/fixtures-used>/s/sha256="...../sha256="00000/'
expect "other fixtures than the suite's" 4 "than the one that the suite pins" seal "$tmp/edited"
edited territory 's/regions-bp="[0-9]*"/regions-bp="2900000000"/'
expect "more bases than were judged" 4 "bases judged" seal "$tmp/edited"
rm -rf "$tmp/edited" && cp -r "$tmp/report" "$tmp/edited"
sed -i 's/T9N47T/T8N48T/' "$tmp/edited/truth.bits"
expect "better marks of single records" 4 "do not add up" seal "$tmp/edited"
rm "$tmp/edited/truth.bits"
expect "none at all" 4 "truth.bits" seal "$tmp/edited"
edited vendor 's/<vendor>[^<]*/<vendor>/'
expect "nobody to answer for it" 4 "does not say what was judged" seal "$tmp/edited"
run $golden/good.vcf.gz -o "$tmp/bare" >/dev/null
sed -i 's/bare="yes"/bare="no"/' "$tmp/bare/report.xml"
expect "a pre-check that calls itself none" 4 "does not say what was judged" seal "$tmp/bare"
submit "$tmp/half" $golden/good.vcf.gz indel
run "$tmp/half" -o "$tmp/halfreport" >/dev/null
expect "a narrow claim is sealed" 0 "" seal "$tmp/halfreport"
expect "and shown for what it is" 3 "not asked GERM-001 GERM-002" \
	"$entente" verify "$tmp/halfreport/x.asice"
run "$tmp/good" --only FMT-001 -o "$tmp/onlyreport" >/dev/null
expect "a part of the suite is sealed" 0 "" seal "$tmp/onlyreport"
expect "but establishes nothing" 3 "GB-GEL: not established" \
	"$entente" verify "$tmp/onlyreport/x.asice"

exit $bad
