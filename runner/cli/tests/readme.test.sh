#!/bin/bash
# readme.test.sh PROGRAM: every `entente` command that README.md shows is run, in
# its order, on small stand-ins for the reader's own files. The commands on
# HG002 must get as far as missing those files (exit 4).
set -u
entente_program=$(realpath "$1")
root=$PWD
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
unset LC_ALL LC_MESSAGES LANG ENTENTE_DATADIR ENTENTE_SUITES ENTENTE_FIXTURES
export XDG_DATA_HOME=$work/data
bad=0
golden=$root/fixtures/golden/forged-1
suite=$root/suites/germline-small-variants/1.0.0/suite.xml

# Each command as one line, in the blocks between ``` and ```.
sed -n '/^```$/,/^```$/p' README.md | sed -e ':a' -e '/\\$/N; s/\\\n *//; ta' |
	grep '^entente ' >"$work/commands"
sed -n '/^```$/,/^```$/p' README.md | sed -n 's/^make \([a-z-]*\).*/\1/p' >"$work/targets"

entente() { "$entente_program" "$@"; }
cd "$work" || exit 1
cp "$golden/good.vcf.gz" calls.vcf.gz
cp "$golden"/{truth.vcf.gz,reference.fa.gz,strata.tsv,*.bed} .
mkdir my-submission my-suite my-trust-store
cp "$golden/good.vcf.gz" "$golden/good.vcf.gz.tbi" my-submission/
cp "$suite" my-suite/
cp -r my-submission delivery
entente pack delivery --suite germline-small-variants --vendor Example --product Caller \
	--product-version 2.1 --class short-read --claims "snv indel" --sample FORGED-1 \
	--archive delivery.tar.gz >log 2>&1 || cat log
cp "$root/fixtures/corpus/fuzz_engagement/full.xml" engagement.xml
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout seal.key \
	-out seal.crt -days 2 -subj "/O=Example/CN=Example seal" \
	-addext "keyUsage=critical,digitalSignature,nonRepudiation" 2>/dev/null
chmod 600 seal.key
cat >my-trust-store/trust.xml <<XML
<?xml version="1.0" encoding="UTF-8"?>
<trust xmlns="urn:entente:trust:1">
  <holders>
    <holder role="vendor" name="Example" nation="FR" certificate="$(
	openssl x509 -in seal.crt -outform DER | sha256sum | cut -d' ' -f1)"/>
  </holders>
  <suites>
    <suite id="germline-small-variants" version="1.0.0" sha256="$(
	sha256sum "$suite" | cut -d' ' -f1)"/>
  </suites>
</trust>
XML

# The chain of certificates: keys, stores, and what persons state.
today=$(date -u +%F)
sum=$(sha256sum <"$suite" | cut -d' ' -f1)
holder() { # ROLE NAME NATION KEY
	echo "<holder role=\"$1\" name=\"$2\" nation=\"$3\" certificate=\"$(
		openssl x509 -in "$4.crt" -outform DER | sha256sum | cut -d' ' -f1)\"/>"
}
for k in lab fr gb; do
	openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout $k.key \
		-out $k.crt -days 2 -subj "/O=Example/CN=$k" 2>/dev/null
	chmod 600 $k.key
done
entente register key --key gb.pem --name witness.example.uk --new-key --cosigner >log 2>&1
for n in fr gb; do
	mkdir trust-$n
	cat >trust-$n/trust.xml <<XML
<trust xmlns="urn:entente:trust:1"><holders>$(holder lab "Labo FR" FR lab)
$(holder body "Certif FR" FR fr)$(holder body "Certify GB" GB gb)</holders>
<suites><suite id="germline-small-variants" version="1.0.0" sha256="$sum"/></suites></trust>
XML
done
samples=$root/reports/cert/tests/samples
sed -e "s/sha256=\"[0-9a-f]*\"/sha256=\"$sum\"/" -e '/profile id="COMMON"/d' \
	"$samples/scheme.xml" >scheme.xml
sed -e "s/from=\"[0-9-]*\" to=\"[0-9-]*\"/from=\"$today\"/" "$samples/decision.xml" >decision.xml
sed -e "s/from=\"[0-9-]*\" to=\"[0-9-]*\"/from=\"$today\" to=\"$today\"/" \
	"$samples/recognition-stated.xml" >reservations.xml

n=0
while read -r command; do
	n=$((n + 1))
	want=0
	case $command in *HG002* | *GRCh38.fa*) want=4 ;; esac
	eval "$command" >log 2>&1 </dev/null
	rc=$?
	if [ $rc = $want ] && { [ $rc = 0 ] || grep -qE 'HG002|GRCh38|truth|reference' log; }; then
		echo "ok - $command"
	else
		echo "not ok - $command (exit $rc, not $want)"
		tail -n 20 log | sed 's/^/# /'
		bad=1
	fi
done <commands
if [ $n -lt 22 ]; then
	echo "not ok - only $n commands were found in README.md"
	bad=1
fi
if [ -s rapport.html ]; then
	echo "ok - the French report of the README is there"
else
	echo "not ok - the French report of the README is there"
	bad=1
fi
cd "$root" || exit 1
while read -r target; do
	if grep -q "^$target:" Makefile; then
		echo "ok - make $target"
	else
		echo "not ok - make $target"
		bad=1
	fi
done <"$work/targets"
exit $bad
