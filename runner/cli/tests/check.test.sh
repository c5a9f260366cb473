#!/bin/bash
# check.test.sh PROGRAM: entente check and explain: exit codes, the forms of the
# result, and what is said when a file can not be judged.
set -u
program=$(realpath "$1")
here=$(cd "$(dirname "$0")/../../.." && pwd)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
unset LC_ALL LC_MESSAGES LANG
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
# is EXIT ARGUMENT...: standard output and error into out and err.
is() {
	local want=$1 rc
	shift
	"$program" --lang en "$@" >"$work/out" 2>"$work/err" </dev/null
	rc=$?
	[ $rc = "$want" ] || { echo "# exit $rc, not $want: $*"; return 1; }
}
says() { grep -q -- "$1" "$work/out" "$work/err"; }
cd "$work" || exit 1

printf 'chr1\t10\t20\n' >good.bed
printf 'chr1\t10\t5\n' >bad.bed
printf '##fileformat=VCFv4.2\n##contig=<ID=c,length=9>\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n' >good.vcf
cp good.vcf bad.vcf
printf 'c\t2\t.\tA\tC\t.\tPASS\t.\nc\t1\t.\tA\tC\t.\tPASS\t.\n' >>bad.vcf
printf 'no format of ours\n' >notes.txt
printf '@HD\tVN:1.6\n' >reads.sam
printf '@HD\tVN:1.6\nr\t4\t*\t0\t0\t*\t*\t0\t0\tA\tII\n' >bad.sam
: >empty.bed

ok "a good file is 0" is 0 check good.bed
ok "and said to conform" says 'good.bed: bed, 1 records: conforms'
ok "a bad one is 1" is 1 check good.bed bad.bed
ok "with rule, line and remedy" says 'BED-END-002'
ok "a VCF out of order is 1" is 1 check bad.vcf
ok "a good VCF is 0" is 0 check good.vcf
ok "a good SAM is 0" is 0 check reads.sam
ok "a bad one is 1, with line and name of the record" eval \
	'is 1 check bad.sam && says SAM-QUAL-002 && says "line 2, r"'
ok "one that can not be judged is 4, beside a bad one too" is 4 check bad.bed notes.txt
ok "and says why" says 'notes.txt: could not be judged'
ok "a file that is not there is 4" is 4 check nowhere.bed
ok "standard input needs --format" is 4 check -
ok "no file is 2" is 2 check
ok "an unknown format is told" is 4 check --format nonesuch good.bed
ok "an option that the format does not have is refused" is 4 check --index x.bai good.bed
ok "and mates, too" is 4 check --mate bad.bed good.bed
ok "the name is compared in practice only" eval 'cp good.bed other.vcf; is 0 check other.vcf && ! says FILE-NAME-001'
ok "then told" eval 'is 0 check -p other.vcf && says FILE-NAME-001'
ok "the same result with any number of threads" eval \
	'is 1 check -t 1 bad.vcf; cp out one; is 1 check -t 4 bad.vcf; cmp -s out one'
if command -v node >/dev/null; then
	cat >json.js <<'JS'
const a = require('assert');
const d = JSON.parse(require('fs').readFileSync('out', 'utf8'));
if (process.argv[2] === 'files') {
	a.deepEqual(d.files.map(f => f.verdict), ['conforms', 'does-not-conform']);
	a.equal(d.files[1].problems[0].examples[0].line, 1);
} else {
	a.ok(d.length > 200 && new Set(d.map(r => r.id)).size === d.length);
	a.ok(d.every(r => r.en && r.fr && r.specification && r.section));
}
JS
	ok "JSON is JSON" eval 'is 1 check --json good.bed bad.bed; node json.js files'
	ok "the list of rules, too, with ids that differ" eval \
		'is 0 check --list-rules --json; node json.js rules'
else
	echo "skip - node is not installed"
fi
# Which rules of those does the JUnit of a BAM list as kept?
kept() {
	for rule in "$@"; do
		grep -q "name=\"$rule\"/>" out || { echo "# $rule is not listed"; return 1; }
	done
}
is 0 fixtures mutants -o forged bam
ok "JUnit of a BAM has the rules of SAM, BAM, BGZF and names" eval \
	'is 0 check --junit --practice forged/bam/reads.bam; kept PAIR-001 SAM-CIGAR-002 BAM-004 BGZF-004 FILE-NAME-001'
ok "but none that is asked of text" eval '! kept SAM-REC-002 && ! kept VCF-FF-001'
if command -v xmllint >/dev/null; then
	ok "JUnit is XML with one failure" eval \
		'is 1 check --junit bad.bed; [ "$(xmllint --xpath "count(//failure)" out)" = 1 ]'
fi
ok "a rule is explained" is 0 explain BED-END-002
ok "with its source" says '^Source: BEDv1'
ok "an unknown one is 2" is 2 explain BED-NONE-001
# The rules that were proposed (../shared/catalogue) are asked, or the README of
# the engine says why not; and what it says so of is not asked all the same.
readme=$here/runner/conform/README.md
catalogue=$here/../shared/catalogue/format-rules.tsv
"$program" check --list-rules | cut -d' ' -f1 | sort >asked
sed -n '/^| rule/,$p' "$readme" | grep '^|' | grep -v ' of secondary' |
	cut -d'|' -f2 |
	grep -oE '[A-Z0-9]+(-[A-Z0-9]+)*-[0-9]{3}' | sort >refused
ok "no rule is asked that is said not to be" eval \
	'[ -s refused ] && [ -z "$(comm -12 asked refused)" ]'
if [ -e "$catalogue" ]; then
	tail -n +2 "$catalogue" | cut -f1 | sort >proposed
	ok "each proposed rule is asked, or it is said why not" eval \
		'[ -s proposed ] && sort -u asked refused | comm -13 - proposed >out && ! grep . out'
else
	echo "skip - the catalogue of rules is absent"
fi
for id in $("$program" check --list-rules | cut -d' ' -f1); do
	"$program" explain "$id" >/dev/null || { echo "not ok - explain $id"; bad=1; }
done
exit $bad
