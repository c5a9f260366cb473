#!/bin/bash
# tamper.test.sh PROGRAM: a sealed report that was touched is refused by the
# command, with a reason and exit 1. Bytes here and there, and what zip tools do
# to members. (Every bit of small containers: reports/seal/tests/test_asic.c,
# test_verify.c, test_zip.c; bytes before and after: sign_verify.test.sh.)
set -u
entente=$(realpath "$1")
here=$(cd "$(dirname "$0")/../../.." && pwd)
for tool in zip unzip openssl; do
	command -v $tool >/dev/null || {
		echo "skip - touched containers : no $tool"
		exit 0
	}
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export TMPDIR=$work LC_ALL=C
suite=germline-small-variants@1.0.0
bad=0
cd "$work" || exit 1

mkdir in trust
cp "$here/fixtures/golden/forged-1/good.vcf.gz" in/calls.vcf.gz
"$entente" -q pack in --suite $suite --vendor Example --product Caller \
	--product-version 1 --class short-read --claims "snv indel" --sample S >log
"$entente" -q run $suite in -o out >>log
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout lab.key \
	-out lab.crt -days 30 -subj "/O=Example/CN=Example" 2>/dev/null
"$entente" -q sign out --key lab.key --cert lab.crt -o a.asice 2>>log
cat >trust/trust.xml <<XML
<trust xmlns="urn:entente:trust:1"><holders><holder role="lab" name="Example" nation="FR"
 certificate="$(openssl x509 -in lab.crt -outform DER | sha256sum | cut -d' ' -f1)"/></holders>
<suites><suite id="${suite%@*}" version="${suite#*@}"
 sha256="$(sha256sum <out/suite.xml | cut -d' ' -f1)"/></suites></trust>
XML

# touched FILE: is it refused, with exit 1 and a reason?
touched() {
	local got
	"$entente" verify "$1" --trust trust >said 2>&1
	got=$?
	[ $got -eq 1 ] && [ "$(head -n 1 said)" = REFUSED ] && [ -n "$(sed -n 2p said)" ] && return 0
	echo "# exit $got: $(head -n 2 said | tr '\n' ' ')"
	return 1
}
says() { # NAME FILE TEXT
	if touched "$2" && grep -qF -- "$3" said; then
		echo "ok - $1"
	else
		echo "not ok - $1: no '$3' in: $(sed -n 2p said)"
		bad=1
	fi
}

"$entente" verify a.asice --trust trust >said 2>&1
if [ $? -eq 0 ] && [ "$(head -n 1 said | cut -c1-5)" = VALID ]; then
	echo "ok - the container itself is valid"
else
	echo "not ok - the container itself is valid: $(cat log said)"
	exit 1
fi

# ---- bytes ------------------------------------------------------------------
size=$(stat -c %s a.asice)
directory=$(grep -abo 'PK..' a.asice | grep -a 'PK'$'\001\002' | head -n 1 | cut -d: -f1)
step=1009 fine=5
[ "${ENTENTE_TEST_MODE:-}" != asan ] || step=4001 fine=19
n=0 missed=0
flip() { # OFFSET: another bit each time
	local byte bit=$((1 << ($1 % 8)))
	byte=$(od -An -tu1 -j "$1" -N 1 a.asice)
	cp a.asice b.asice
	printf "$(printf '\\%03o' $((byte ^ bit)))" | dd of=b.asice bs=1 seek="$1" conv=notrunc 2>/dev/null
	n=$((n + 1))
	touched b.asice || {
		echo "# byte $1"
		missed=$((missed + 1))
	}
}
for ((i = 0; i < directory; i += step)); do flip $i; done
for ((i = directory; i < size; i += fine)); do flip $i; done
for at in $(grep -abo 'PK..' a.asice | grep -a 'PK'$'\003\004' | cut -d: -f1); do
	for ((i = at; i < at + 30; i += fine)); do flip $i; done
done
if [ $missed -eq 0 ] && [ $n -gt 50 ]; then
	echo "ok - each of $n changed bytes is refused"
else
	echo "not ok - $missed of $n changed bytes are not refused"
	bad=1
fi
for keep in 0 1 21 $((size / 2)) $((directory)) $((size - 22)) $((size - 1)); do
	head -c $keep a.asice >b.asice
	if touched b.asice; then
		echo "ok - the first $keep bytes alone are refused"
	else
		echo "not ok - the first $keep bytes alone are refused"
		bad=1
	fi
done

# ---- members ------------------------------------------------------------------
again() { cp a.asice b.asice; }
zipped() { zip -q -X -0 "$@" >>log 2>&1 || echo "# zip failed: $*"; }
echo "nothing" >note.txt
again && zipped b.asice note.txt
says "a member put in is refused" b.asice "the header of the member 'note.txt'"
again && zip -q -d b.asice tallies.tsv >>log
says "a member taken out is refused" b.asice "covers 'tallies.tsv', which is not in the container"
again && zip -q -d b.asice 'META-INF/signatures0.xml' >>log
says "a signature taken out is refused" b.asice "is not signed"
again && zip -q -d b.asice 'META-INF/*' >>log
says "seal and manifest taken out are refused" b.asice "is not signed"
again && printf '@ tallies.tsv\n@=talies.tsv\n' | zipnote -w b.asice >>log 2>&1
says "a member with another name is refused" b.asice "does not cover the member"
mkdir all && unzip -q a.asice -d all
sed 's/"conformant"/"non-conformant"/' all/report.xml >report.xml
again && zipped b.asice report.xml
says "a member replaced is refused" b.asice "the header of the member 'report.xml'"
# Two of one name: zip makes none, so another of its length takes the name.
sed 's/x/y/' all/suite.xml >twice.xml
again && zipped b.asice twice.xml && sed -i 's/twice\.xml/suite.xml/g' b.asice
says "a member that stands twice is refused" b.asice "two members with the name"
(cd all && zipped ../c.asice mimetype report.xml suite.xml tallies.tsv truth.bits META-INF/manifest.xml META-INF/signatures0.xml)
says "the same members, packed again, are refused" c.asice "the header of the member 'mimetype'"
(cd all && zip -q -X -9 ../d.asice mimetype report.xml suite.xml tallies.tsv truth.bits META-INF/manifest.xml META-INF/signatures0.xml)
says "and compressed" d.asice "the header of the member 'mimetype'"
(cd all && zip -q -X -0 -P secret ../e.asice mimetype report.xml suite.xml tallies.tsv truth.bits META-INF/*)
says "and encrypted" e.asice "is encrypted"
cat a.asice a.asice >f.asice
says "two containers in one file are refused" f.asice "goes on after its end"
exit $bad
