#!/bin/bash
# completion.test.sh PROGRAM: what bash offers after each beginning.
set -u
program=$(realpath "$1")
unset LC_ALL LC_MESSAGES LANG ENTENTE_DATADIR ENTENTE_SUITES
# shellcheck source=runner/cli/completion.bash
source runner/cli/completion.bash
bad=0

# offers WANTED-REGEX WORD...: the last word is the one being typed
offers() {
	local want=$1 got
	shift
	COMP_WORDS=(entente "$@") COMP_CWORD=$# COMPREPLY=()
	_entente "$program"
	got=${COMPREPLY[*]}
	if [[ $got =~ ^($want)$ ]]; then
		echo "ok - entente $*[TAB]"
	else
		echo "not ok - entente $*[TAB] offers: $got"
		bad=1
	fi
}

offers 'run compare check explain pack report sign certify assess recognise amend rerun waiver objection erratum trust verify renew status register suite fixtures' ''
offers 'run report recognise rerun renew register' r
offers 'suite' suit
offers '.*lint.*describe-checks.*' suite ''
offers 'selftest' suite se
offers 'adopt' fixtures a
offers 'init key add checkpoint .* open' register ''
offers 'check checkpoint|checkpoint check' register check
offers 'sign' waiver ''
offers '--cosigner' register key --cos
offers '--reservations' recognise --res
offers 'FR GB FR,GB' verify --require ''
offers 'run report recognise rerun renew register' help r
offers 'list lint' help suite l
offers '--lang' --la
offers 'en fr' --lang ''
offers 'fr' run --lang f
offers 'run report recognise rerun renew register' --lang fr r
offers '--threads' run --th
offers '--threads' --lang fr run x y --th
offers '--seed' fixtures forge --se
offers '--squash-ploidy' compare t q --sq
offers 'counts csv json roc vcf split bits html' compare t q --outputs ''
offers '--product --product-version' pack d --prod
offers '.*germline-small-variants@1\.0\.0.*' run ''
offers 'germline-small-variants@1\.0\.0' run germline-small
offers 'germline-small-variants@1\.0\.0' run germline-small-variants@
offers 'germline-small-variants@1\.0\.0' pack d --suite germline-small
offers 'germline-small-variants@1\.0\.0' suite show germline-small
offers 'inventory' suite describe-checks inv
offers 'good.*' fixtures forge --profile go
offers 'README.md' run x README
offers 'README.md' verify --trust README
offers 'Makefile' run -o Makef
offers '' nonesuch --x
exit $bad
