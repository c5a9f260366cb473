#!/bin/bash
# check_args.test.sh PROGRAM: what stands on the command line of entente check:
# folders, submissions, standard input, profiles; files that change or are cut.
set -u
program=$(realpath "$1")
golden=$(realpath fixtures/golden/forged-1)
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
unset LC_ALL LC_MESSAGES LANG
bad=0
ok() { # NAME CONDITION...
	local name=$1
	shift
	if "$@"; then
		echo "ok - $name"
	else
		echo "not ok - $name"
		sed 's/^/# /' out err | head -n 12
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
files() { [ "$(sed -n 's/^\([^ ][^:]*\): .*/\1/p' out | tr '\n' ' ')" = "$1" ]; }
cd "$work" || exit 1

# ---- a folder
mkdir -p d/sub
printf 'chr1\t10\t20\n' >d/b.bed
printf 'chr1\t10\t20\n' >d/sub/a.bed
printf '@r/1\nACGT\n+\nIIII\n' >d/s_R1.fastq
printf '@r/2\nACGT\n+\nIIII\n' >d/s_R2.fastq
printf '@q\nACGT\n+\nIIII\n' >d/lone_1.fq
echo 'a note' >d/README.txt
cp "$golden/good.vcf.gz" d/calls.vcf.gz
ok "a folder is each of its files, in order, mates together" eval \
	'is 0 check d && files "d/b.bed d/calls.vcf.gz d/lone_1.fq d/s_R1.fastq d/sub/a.bed "'
ok "both mates are read" says 's_R1.fastq: fastq, 2 records'
ok "a document is passed over, and told" says '1 documents were passed over, the first is d/README.txt'
ok "not when it is one of ours" eval 'cp d/s_R1.fastq d/x.txt; is 0 check d && says "x.txt: fastq, 1"; rm d/x.txt'
ok "a slash at its end changes nothing" eval 'is 0 check d && cp out one; is 0 check d/ && cmp -s out one'
printf '@r/1\nACGT\n+\nIIII\n' >d/s_R2.fastq
ok "mates that do not fit are a defect" eval 'is 1 check d && says FASTQ-016'
printf '@r/2\nACGT\n+\nIIII\n' >d/s_R2.fastq
ok "one file that nobody knows is 4" eval 'echo hm >d/what.xyz; is 4 check d && says "what.xyz: could not be judged"; rm d/what.xyz'
ok "an empty folder is 4, not a pass" eval 'mkdir e; is 4 check e && says "holds no file"'
ok "so is one of documents alone" eval 'echo hi >e/a.txt; is 4 check e && says "^e: could not be judged: the folder holds nothing but documents"'
ok "a link in a folder is 4, and which it is, is told" eval \
	'mkdir e/in; ln -s /etc/passwd e/in/link; is 4 check e && says "^e/in/link: could not be judged: a symbolic link"'
ok "--mate is of one file" is 2 check d --mate d/s_R2.fastq
if command -v tabix >/dev/null; then
	tabix -p vcf d/calls.vcf.gz
	ok "an index is looked at with its data" eval 'is 0 check d && ! says "calls.vcf.gz.tbi:"'
	zcat d/calls.vcf.gz | sed '1000d' | bgzip -c >other.vcf.gz
	cp other.vcf.gz d/calls.vcf.gz
	touch d/calls.vcf.gz.tbi
	ok "one of other data is a defect" eval 'is 1 check d && says TBI-004'
	cp "$golden/good.vcf.gz" d/calls.vcf.gz
	ok "so is one that is stated" eval 'tabix -p vcf other.vcf.gz; is 1 check "$golden/good.vcf.gz" --index other.vcf.gz.tbi'
	touch -d '2 hours ago' d/calls.vcf.gz.tbi
	ok "an older one is a matter of practice" eval \
		'is 0 check d && ! says TBI-009 && is 0 check -p d && says TBI-009'
	rm d/calls.vcf.gz.tbi
	ok "an index that is none is 4" is 4 check other.vcf.gz --index d/b.bed
	ok "nor has plain text one" eval 'zcat other.vcf.gz >plain.vcf; is 4 check plain.vcf --index other.vcf.gz.tbi && says BGZF'
	rm other.vcf.gz.tbi
fi

if command -v node >/dev/null; then
	printf 'chr1\t9\t5\n' >d/wrong.bed
	ok "the result of many files is one JSON" eval \
		'is 1 check --json --profile COMMON d; node -e "
			const f = JSON.parse(require(\"fs\").readFileSync(\"out\")).files;
			const v = f.map(x => x.name + \" \" + x.verdict).join();
			const p = f.find(x => x.name === \"d/calls.vcf.gz\").problems[0];
			process.exit(f.length === 6 && v.includes(\"d/wrong.bed does-not-conform\") &&
				p.profile === \"COMMON\" && p.status === \"proposed\" && p.source ? 0 : 1)"'
	rm d/wrong.bed
fi
if command -v xmllint >/dev/null; then
	ok "and one JUnit" eval 'is 0 check --junit d; [ "$(xmllint --xpath "count(//testsuite)" out)" = 5 ]'
fi

# ---- a submission
"$program" pack d --suite germline-small-variants --vendor V --product P \
	--product-version 1 --class short-read --claims snv --sample S >out 2>err
ok "a submission is each listed file" eval 'is 0 check d && says "d/submission.xml: submission, 7 records: conforms"'
tar -czf d.tar.gz d
ok "an archive of it, the same" eval 'is 0 check d.tar.gz && says "d.tar.gz/sub/a.bed: bed, 1"'
ok "nothing is left behind" eval '! ls -d entente-* 2>/dev/null'
printf 'chr1\t30\t40\n' >>d/b.bed
ok "another size is a defect" eval 'is 1 check d && says FILE-LIST-001'
printf 'chr1\t10\t21\n' >d/b.bed
ok "so is another digest" eval 'is 1 check d && says "the file.s SHA-256 is"'
printf 'chr1\t10\t20\n' >d/b.bed
ok "and one that is missing, a mate too" eval 'mv d/s_R2.fastq away; is 1 check d && says "d/s_R2.fastq: 0 records: does not conform"; mv away d/s_R2.fastq'
ok "what is not listed is not judged, and a matter of policy" eval \
	'cp d/b.bed d/more.bed; is 0 check d && is 1 check --policy d && says FILE-LIST-002; rm d/more.bed'
ok "a broken submission.xml is 4" eval 'cp -r d f; echo "<x" >f/submission.xml; is 4 check f && says "^f/submission.xml: could not"'
ok "in an archive too" eval 'tar -czf f.tar.gz f; is 4 check f.tar.gz && says "^f.tar.gz/submission.xml: could not"'
ok "an archive without one is 4" eval 'tar -cf g.tar one; is 4 check g.tar && says "holds no submission.xml"'
ok "a link in an archive is named" eval 'tar -cf l.tar e; is 4 check l.tar && says "^l.tar(e/in/link): could not"'
ok "the rest is judged all the same" eval 'is 4 check g.tar d/b.bed && says "b.bed: bed, 1 records: conforms"'

# ---- standard input
stdin() { # EXIT ARGUMENT...
	local want=$1
	shift
	"$program" --lang en check "$@" >out 2>err
	[ $? = "$want" ]
}
ok "a stream's format is told by its first bytes" eval 'cat d/calls.vcf.gz | stdin 0 - && says "^-: vcf 4.2, 3836 records"'
ok "a file's, too" eval 'stdin 0 - <d/calls.vcf.gz && says "^-: vcf 4.2, 3836 records"'
ok "plain text, byte by byte" eval '{ printf "@r\nAC"; sleep 0.2; printf "GT\n+\nIIII\n"; } | stdin 0 - && says "fastq, 1"'
ok "one that does not tell is 4" eval 'echo hm | stdin 4 - && says "first bytes of standard input"'
ok "unless it is said" eval 'printf "chr1\t1\t2\n" | stdin 0 - --format bed'
ok "the stream of a writer that dies is a defect" eval 'head -c 30000 d/calls.vcf.gz | stdin 1 - && says BGZF-002'
ok "a writer that goes on is left when all is said" eval \
	'{ head -c 30000 d/calls.vcf.gz; printf XXXX; tail -c +30005 d/calls.vcf.gz; cat d/calls.vcf.gz d/calls.vcf.gz d/calls.vcf.gz; sleep 30; } | timeout 20 "$program" check - >out 2>err; [ $? = 1 ]'
ok "an index is not compared with a stream" eval 'cat d/calls.vcf.gz | stdin 4 - --index nowhere.tbi'

# ---- a file that is replaced while it is read
awk 'BEGIN { for (i = 1; i < 3000000; i++) print "chr1\t" i "\t" i + 1 }' >big.bed
ok "a file at rest is judged" is 0 check big.bed
(while :; do touch big.bed; sleep 0.02; done) &
toucher=$!
ok "one that changes meanwhile can not be" eval 'is 4 check big.bed && says "changed while it was read"'
kill $toucher
wait $toucher 2>/dev/null
ok "no progress where nobody looks" eval 'is 0 check big.bed && [ ! -s err ]'
if command -v script >/dev/null; then
	script -qec "$program check big.bed" /dev/null >typed 2>&1 </dev/null
	ok "progress on a terminal" grep -q 'big.bed [0-9]*%' typed
fi

# ---- profiles
ok "the profiles are listed" eval 'is 0 check --list-profiles && says "^GB-GEL$" && says "^FR-PFMG$" && says "^COMMON$"'
ok "an unknown one is 2, and those known are told" eval 'is 2 check --profile NONE d && says "COMMON FR-PFMG GB-GEL"'
for p in $("$program" check --list-profiles); do
	ok "$p asks all of the specification" eval \
		'is 0 check --list-rules --profile $p && n=$(grep -c " specification " out) && is 0 check --list-rules && [ "$(grep -c " specification " out)" = "$n" ]'
	ok "$p can be had as JSON" is 0 check --list-rules --json --profile "$p"
done
ok "a profile asks for an index" eval 'is 1 check --profile FR-PFMG d/calls.vcf.gz && says FILE-INDEX-001'
ok "and says who asks, how firmly" says 'asked by FR-PFMG, unconfirmed rule: '
ok "the specification alone does not" eval 'is 0 check d/calls.vcf.gz && ! says FILE-INDEX-001'
printf 'VCF-META-007\terror\tproposed\tmy laboratory\n' >mine.tsv
ok "a table of one's own" eval 'is 1 check --profile ./mine.tsv d/calls.vcf.gz && says "error VCF-META-007" && says "my laboratory"'
printf 'BED-END-002\tnote\tproposed\tmy laboratory\n' >mine.tsv
ok "that can not lower the specification" eval 'is 4 check --profile ./mine.tsv d/b.bed && says "mine.tsv:1: a profile can not lower"'
exit $bad
