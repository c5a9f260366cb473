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
rewrite twice '{ if (sub(/^1\/1/, "0/1", $10)) print; print }'
expect "each homozygous variant as two heterozygous ones" 1 \
	"FAIL FAIL GERM-006.snv" run "$tmp/twice.vcf"
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
beside triploid 'b, 50, "PASS", ".", "GT", "0/1/1"'
expect "false variants of three alleles" 1 "FAIL FAIL GERM-010" run "$tmp/triploid.vcf"

exit $bad
