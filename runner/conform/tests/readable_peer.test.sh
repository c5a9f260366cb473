#!/bin/bash
# readable_peer.test.sh PROGRAM: where bcftools is asked the same question about
# a file and its index, it must give the same answer as the check `format`.
set -u
entente=$1
golden=fixtures/golden/forged-1
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work
bad=0
for tool in bcftools tabix bgzip; do
	if ! command -v $tool >/dev/null; then
		echo "skip - comparison with bcftools: $tool absent"
		exit 0
	fi
done

# A suite that asks for every number of the check `format` and sets no limit.
metric() { # NAME UNIT COUNTER...
	local name=$1 unit=$2
	shift 2
	echo "<metric id=\"t:$name:1\" check=\"format\" measure=\"$name\" kind=\"count\" unit=\"$unit\" numerator=\"$*\"><title xml:lang=\"en\">t</title></metric>"
}
criterion() {
	echo "<criterion profile=\"COMMON\" severity=\"mandatory\" metric=\"t:$1:1\" max=\"0\" method=\"exact\" claim=\"file\" status=\"proposed\" source=\"s\"/>"
}
cat >"$work/suite.xml" <<XML
<suite xmlns="urn:entente:suite:1" id="t" version="1.0.0" status="draft" requires="1">
<publisher>p</publisher><title xml:lang="en">t</title><deliverables>
<deliverable role="calls" kind="vcf" required="yes"><title xml:lang="en">t</title></deliverable>
<deliverable role="index" kind="vcf-index" required="no"><title xml:lang="en">t</title></deliverable>
</deliverables><metrics>
$(metric records record format.records)
$(metric unreadable file format.unreadable)
$(metric unsorted record format.unsorted)
$(metric undeclared record format.undeclared)
$(metric records-wrong place format.records-wrong)
$(metric index-wrong 1 index.unreadable index.differs index.lost)
</metrics><cases>
<case id="F" check="format" waivable="no" source="s"><title xml:lang="en">t</title>
<input name="file" from="calls"/><input name="index" from="index"/>
$(criterion records | sed 's/ max="0" method="exact"/ method="report"/; s/ source="s"//; s/mandatory/advisory/')
$(criterion unreadable)
$(criterion unsorted)
$(criterion undeclared)
$(criterion records-wrong)
$(criterion index-wrong)
</case></cases></suite>
XML

# value METRIC: its numerator in the last run
value() {
	tr -d '\n' <"$work/json" | grep -o "\"t:$1:1\"[^}]*\"numerator\": [0-9]*" |
		grep -o '[0-9]*$'
}
outcome() { tr -d '\n' <"$work/json" | sed 's/.*"outcomes": {[^:]*: "\([a-z-]*\)".*/\1/'; }
judge() { "$entente" run "$work/suite.xml" "$1" --json >"$work/json" 2>"$work/err"; }

same() { # NAME FILE: bcftools can read it, if and only if the case does not fail
	local ours theirs records
	judge "$2"
	records=$(bcftools view -H "$2" 2>/dev/null | wc -l)
	theirs=fail
	bcftools view -o /dev/null "$2" >"$work/theirs" 2>&1 &&
		! grep -q "EOF marker is absent" "$work/theirs" && theirs=pass
	ours=$(outcome)
	if [ "$ours" = "$theirs" ] &&
		{ [ "$theirs" = fail ] || [ "$(value records)" = "$records" ]; }; then
		echo "ok - $1: $ours, as bcftools says"
	else
		echo "not ok - $1: $ours, $(value records) records; bcftools: $theirs, $records"
		head -n 5 "$work/err"
		bad=1
	fi
}

vcf=$work/x.vcf.gz
bcf=$work/x.bcf
cp $golden/good.vcf.gz "$vcf"
bcftools view -Ob -o "$bcf" "$vcf"
gzip -dc "$vcf" >"$work/x.vcf"
gzip -c "$work/x.vcf" >"$work/plain.vcf.gz"
bcftools view -Ou -o "$work/u.bcf" "$vcf"
same "BGZF" "$vcf"
same "BCF" "$bcf"
same "plain text" "$work/x.vcf"
same "plain gzip" "$work/plain.vcf.gz"
same "uncompressed BCF" "$work/u.bcf"
for f in "$vcf" "$bcf"; do
	size=$(stat -c %s "$f")
	for n in 28 29 300 $((size / 2)); do
		head -c -"$n" "$f" >"$work/cut.${f##*.}"
		same "${f##*.} cut by $n bytes" "$work/cut.${f##*.}"
	done
	for at in 200 $((size / 3)) $((size - 60)); do
		cp "$f" "$work/hurt.${f##*.}"
		printf '\x5a\xa5' | dd of="$work/hurt.${f##*.}" bs=1 seek="$at" conv=notrunc 2>/dev/null
		same "${f##*.} damaged at $at" "$work/hurt.${f##*.}"
	done
done
n=$(grep -vc '^#' "$work/x.vcf")
{ grep '^#' "$work/x.vcf" | sed 's/GT:GQ/GT/'; grep -v '^#' "$work/x.vcf" | sed '10s/PASS\t.\tGT:GQ/PASS\t.\tGQ/'; } >"$work/columns.vcf"
same "more values than FORMAT has keys" "$work/columns.vcf"

# ---- indexes ----------------------------------------------------------------
index_same() { # NAME FILE INDEX: `bcftools index -s` and the file's own counts
	local per ours theirs=0
	rm -f "$2".tbi "$2".csi
	cp "$3" "$2.${3##*.}"
	judge "$2"
	ours=$(value index-wrong)
	per=$(bcftools view -H "$2" | cut -f1 | sort | uniq -c | awk '{print $2 "\t" $1}')
	[ "$(bcftools index -s "$2" | cut -f1,3 | awk '$2 > 0' | LC_ALL=C sort)" = \
		"$(LC_ALL=C sort <<<"$per")" ] || theirs=1
	if [ -n "$ours" ] && [ $((ours > 0)) = $theirs ]; then
		echo "ok - $1: $ours signs, as bcftools says"
	else
		echo "not ok - $1: $ours signs, bcftools says $theirs"
		bad=1
	fi
	rm -f "$2".tbi "$2".csi
}
bcftools index -t -o "$work/good.tbi" "$vcf"
bcftools index -c -o "$work/good.csi" "$vcf"
bcftools index -c -m 12 -o "$work/small.csi" "$vcf"
bcftools index -c -o "$work/bcf.csi" "$bcf"
bcftools index -t -o "$work/other.tbi" $golden/control-missed.vcf.gz
index_same "its .tbi" "$vcf" "$work/good.tbi"
index_same "its .csi" "$vcf" "$work/good.csi"
index_same "its .csi of other width" "$vcf" "$work/small.csi"
index_same "the .csi of a BCF" "$bcf" "$work/bcf.csi"
index_same "the index of another file" "$vcf" "$work/other.tbi"
{ cat "$work/x.vcf"; tail -n 1 "$work/x.vcf"; } | bgzip -c >"$work/more.vcf.gz"
index_same "a record added after indexing" "$work/more.vcf.gz" "$work/good.tbi"

[ "$n" -gt 1000 ] || { echo "not ok - the golden file has $n records"; bad=1; }
exit $bad
