#!/bin/bash
# register.test.sh PROGRAM: a register kept, mirrored, cosigned, proved from and
# audited; and what is refused: a fork, a rewritten entry, a foreign proof, a
# standing that can not be.
set -euo pipefail
entente=$(realpath "$1")
work=$(mktemp -d "${TMPDIR:-/tmp}/entente-register-XXXXXX")
trap 'rm -rf "$work"' EXIT
cd "$work"

fail() {
	echo "not ok - $*"
	exit 1
}

# expect WHAT CODE TEXT COMMAND...: the exit code, and a text in what is said.
expect() {
	local what=$1 code=$2 text=$3 rc=0 said
	shift 3
	said=$("$@" 2>&1) || rc=$?
	[ "$rc" = "$code" ] || fail "$what: exit $rc, not $code: $said"
	[[ $said == *"$text"* ]] || fail "$what: no '$text' in: $said"
	echo "ok - $what"
}
reg() { "$entente" register "$@"; }

sum=$(printf x | sha256sum | cut -d' ' -f1)
who=("body=Certif FR" nation=FR)
issue=("${who[@]}" from=2026-12-01 to=2028-11-30 "sha256=$sum" vendor=Example
	product=Caller version=1 technology=short-read "suites=g@1.0.0=$sum")

fr=$(reg init fr --name register.example.fr --key fr.pem --new-key)
gb=$(reg key --key gb.pem --name cosign.example.uk --cosigner --new-key)
[ "$fr" = "$(cat fr/register.vkey)" ] || fail "init prints its verifier key"
[ "$(stat -c %a fr.pem)" = 600 ] || fail "a key is readable by others"
expect "a register is begun once" 4 "holds a register already" \
	reg init fr --name register.example.fr --key fr.pem
expect "a key is never overwritten" 4 "never overwritten" \
	reg init other --name x --key fr.pem --new-key

expect "an entry waits under its number" 0 0 \
	reg add fr issue certificate=FR-1 "${issue[@]}"
expect "the next one" 0 1 reg add fr issue certificate=FR-2 "${issue[@]}"
expect "a number is issued once, also while it waits" 4 "in the register already" \
	reg add fr issue certificate=FR-1 "${issue[@]}"
expect "an unknown certificate can not be suspended" 4 "no certificate of this number" \
	reg add fr suspend certificate=FR-9 "${who[@]}" reason=x
expect "a field that an action needs" 4 "needs the field reason" \
	reg add fr suspend certificate=FR-1 "${who[@]}"
expect "a field that it has not" 4 "has no field case" \
	reg add fr suspend certificate=FR-1 "${who[@]}" reason=x case=C
expect "a field that nobody has" 2 "no field called 'colour'" \
	reg add fr suspend certificate=FR-1 colour=red
expect "a date that is none" 4 "can not be '2026-02-30'" \
	reg add fr issue certificate=FR-3 "${issue[@]/from=*/from=2026-02-30}"
expect "an action that is none" 4 "no action called" reg add fr revoke certificate=FR-1
expect "nothing is in the log before the checkpoint" 0 "" reg list fr
[ -z "$(reg list fr)" ] || fail "entries show before they are signed"
expect "the checkpoint takes them" 0 "2 entries added" reg checkpoint fr --key fr.pem
expect "a second one takes nothing" 0 "0 entries added" reg checkpoint fr --key fr.pem
reg key --key thief.pem --name t --new-key >/dev/null
expect "another key can not sign" 4 "not signed by" reg checkpoint fr --key thief.pem
[[ $(reg list fr) == *FR-1*FR-2* ]] || fail "certificates are listed"
echo "ok - certificates are listed"

# The partner.
expect "a mirror is made" 0 "2 entries, 2 of them new" reg mirror fr gb --vkey "$fr"
expect "only of the log that was meant" 4 "not signed by" reg mirror fr x --vkey "$gb"
reg cosign gb --key gb.pem --name cosign.example.uk --vkey "$fr" >cosigned
expect "the log takes the cosignature" 0 "" reg take fr cosigned --vkey "$gb"
expect "a checkpoint is cosigned once" 4 "cosigned this checkpoint already" \
	reg cosign gb --key gb.pem --name cosign.example.uk
expect "a line of somebody else is not it" 4 "not signed by" \
	reg take fr cosigned --vkey "$(reg key --key thief.pem --name t --cosigner)"
cp fr/checkpoint year-one

# Proofs.
reg prove fr FR-2 -o fr2.tlog-proof
reg list fr FR-2 | cut -d' ' -f2- >entry
expect "a proof holds without the log" 0 "entry 1 of the 2 entries" \
	reg check fr2.tlog-proof entry --vkey "$fr" --vkey "$gb"
expect "and says when it was cosigned" 0 "cosigned by cosign.example.uk at 20" \
	reg check fr2.tlog-proof entry --vkey "$fr" --vkey "$gb"
sed 's/FR-2/FR-7/' entry >forged
expect "not of another entry" 1 "does not lead to the root" \
	reg check fr2.tlog-proof forged --vkey "$fr"
reg prove fr 0 -o fr1.tlog-proof
expect "a proof of another leaf" 1 "does not lead to the root" \
	reg check fr1.tlog-proof entry --vkey "$fr"
sed 's/^index 1$/index 0/' fr2.tlog-proof >moved.tlog-proof
expect "a proof with another number" 1 "does not lead" \
	reg check moved.tlog-proof entry --vkey "$fr"
sed 's/^2$/3/' fr2.tlog-proof >grown.tlog-proof
expect "a proof with another size" 1 "" reg check grown.tlog-proof entry --vkey "$fr"

mkdir folder
for what in "check folder entry --vkey $fr" "check fr2.tlog-proof folder --vkey $fr" \
	"check fr2.tlog-proof entry --vkey folder" "check fr2.tlog-proof entry --vkey ${fr/+/+0}" \
	"audit fr --vkey folder" "audit fr --vkey ${fr/+?/+x}" "audit fr --vkey $fr --older folder"; do
	# shellcheck disable=SC2086 # words
	expect "what can not be read is no answer: ${what%% *}" 4 "" reg $what
done

# What happens to certificates.
reg add fr suspend certificate=FR-1 "${who[@]}" reason="complaint 17" >/dev/null
reg add fr supersede certificate=FR-2 by=FR-1 "${who[@]}" >/dev/null
expect "what is superseded stays so" 4 "was superseded" \
	reg add fr suspend certificate=FR-2 "${who[@]}" reason=x
reg checkpoint fr --key fr.pem >/dev/null
[[ $(reg list fr) == *FR-1*suspended*FR-2*superseded* ]] || fail "the standing is shown"
echo "ok - the standing is shown"
reg add fr reinstate certificate=FR-1 "${who[@]}" reason="answered" >/dev/null
reg checkpoint fr --key fr.pem >/dev/null
expect "and again" 0 "FR-1                 not-yet-valid" env SOURCE_DATE_EPOCH=1764547200 \
	"$entente" register list fr
expect "expired by its own date" 0 "FR-1                 expired" \
	env SOURCE_DATE_EPOCH=1900000000 "$entente" register list fr
reg statuslist fr --key fr.pem --days 7
grep -q '^superseded FR-2 ' fr/status || fail "the list of status names FR-2"
grep -q '^valid FR-1 ' fr/status || fail "the list of status names FR-1 as valid"
echo "ok - the list of status"
cp fr/status before
expect "another key can not sign it" 4 "not signed by" reg statuslist fr --key thief.pem
cmp -s before fr/status || fail "a refused list takes the place of the old one"
expect "as JSON" 0 '"standing": "superseded"' reg list fr --json

# A confidential attempt.
reg add fr attempt "${who[@]}" vendor=Secret product=P version=1 technology=hifi \
	outcome=non-conformant "sha256=$sum" "suites=g@1.0.0=$sum" \
	--confidential opening >/dev/null
reg checkpoint fr --key fr.pem >/dev/null
grep -rq Secret fr && fail "a confidential attempt tells its vendor"
expect "its opening fits" 0 '"vendor":"Secret"' reg open fr opening --entry 5
sed 's/Secret/Public/' opening >other-opening
expect "another does not" 4 "does not fit" reg open fr other-opening --entry 5

# Audit and attacks.
expect "the audit agrees" 0 "6 entries, 2 certificates, 1 attempts" \
	reg audit fr --vkey "$fr"
expect "and that the log only grew" 0 "6 entries" reg audit fr --vkey "$fr" --older year-one
expect "the cosignature was on an older head" 1 "not signed by" \
	reg audit fr --vkey "$fr" --vkey "$gb"
expect "the mirror follows" 0 "6 entries, 4 of them new" reg mirror fr gb --vkey "$fr"

cp -r fr fork && reg add fork withdraw certificate=FR-1 "${who[@]}" reason=x >/dev/null
reg checkpoint fork --key fr.pem >/dev/null
reg add fr suspend certificate=FR-1 "${who[@]}" reason=x >/dev/null
reg checkpoint fr --key fr.pem >/dev/null
reg mirror fr gb --vkey "$fr" >/dev/null
expect "a fork of the same size is not mirrored" 4 "forked or rewritten" \
	reg mirror fork gb --vkey "$fr"
reg add fork retire-suite suites=g@1.0.0=$sum since=2027-01-01 "${who[@]}" >/dev/null
reg checkpoint fork --key fr.pem >/dev/null
expect "nor a longer one" 4 "forked or rewritten" reg mirror fork gb --vkey "$fr"
expect "nor does it pass for the log that was" 1 "" \
	reg audit fork --vkey "$fr" --older gb/checkpoint
[[ $(reg mirror fr gb --vkey "$fr") == "7 entries, 0 of them new" ]] ||
	fail "a refused mirror leaves the copy as it was"
echo "ok - a refused mirror leaves the copy as it was"
cp -r gb rolled && rm -rf shorter && cp -r fr shorter && cp year-one shorter/checkpoint
expect "a log that lost entries is not mirrored" 4 "entries were taken away" \
	reg mirror shorter rolled --vkey "$fr"

cp -r fr bad && sed -i 's/Caller/Faller/' bad/tile/entries/000.p/7
expect "a rewritten entry is found" 1 "not what the entries give" \
	reg audit bad --vkey "$fr"
expect "its register tells no standing" 4 "damaged or rewritten" reg list bad
expect "nor a history" 4 "damaged or rewritten" reg list bad FR-1
cp fr/status before
expect "nor is a list of status signed from it" 4 "damaged or rewritten" \
	reg statuslist bad --key fr.pem
cmp -s before bad/status || fail "a refused list takes the place of the old one"
expect "no page is made of it" 4 "damaged or rewritten" reg build bad -o pages
expect "no proof is made of it" 4 "does not lead to the root" reg prove bad 0
cp -r fr bad1 && reg add bad1 retire-suite suites=g@1.0.0=$sum since=2027-01-01 "${who[@]}" >/dev/null
sed -i 's/Caller/Faller/' bad1/tile/entries/000.p/7
expect "nor does it go into the next checkpoint" 4 "damaged or rewritten" \
	reg checkpoint bad1 --key fr.pem
expect "and nothing is added" 4 "damaged or rewritten" \
	reg add bad suspend certificate=FR-1 "${who[@]}" reason=x
cp -r fr bad2
reg add bad2 retire-suite suites=g@1.0.0=$sum since=2027-01-01 "${who[@]}" >/dev/null
printf '\252\125\252\125' | dd of=bad2/tile/0/000.p/7 bs=1 seek=9 conv=notrunc 2>/dev/null
expect "nothing is signed on a rewritten log" 4 "damaged or rewritten" \
	reg checkpoint bad2 --key fr.pem
cp -r fr bad3 && sed -i '2s/7/8/' bad3/checkpoint
expect "nor is a changed checkpoint believed" 1 "does not hold" reg audit bad3 --vkey "$fr"
expect "a folder without a register" 4 "holds no register" reg list nowhere

# Many at once, all or none.
for i in $(seq 100 400); do
	echo "{\"action\":\"issue\",\"at\":\"2026-12-01T00:00:00Z\",\"body\":\"B\",\"certificate\":\"N-$i\",\"format\":\"1\",\"from\":\"2026-12-01\",\"nation\":\"FR\",\"product\":\"P\",\"sha256\":\"$sum\",\"suites\":\"g@1.0.0=$sum\",\"technology\":\"t\",\"to\":\"2027-12-01\",\"vendor\":\"V\",\"version\":\"1\"}"
done >many
expect "many entries wait" 0 "301 entries wait" reg add fr --entries many
expect "none of a file that repeats one" 4 "in the register already" reg add fr --entries many
reg checkpoint fr --key fr.pem >/dev/null
expect "and are in the log" 0 "308 entries, 303 certificates" reg audit fr --vkey "$fr"
[ -f fr/tile/0/000 ] && [ -f fr/tile/1/000.p/1 ] || fail "tiles are named by the specification"
echo "ok - tiles are named by the specification"
