# bash completion for entente: commands, options, suites and checks are asked
# of the program itself, so they can not go stale.

# An id@version is one word.
COMP_WORDBREAKS=${COMP_WORDBREAKS//@/}

_entente_commands() { "$@" --help 2>/dev/null | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p'; }
_entente_options() { "$@" --help 2>/dev/null | sed -nE 's/^ +(-., )?(--[a-z-]+).*/\2/p' | sort -u; }
_entente_suites() { "$1" suite list 2>/dev/null | sed 's/ .*//'; }
_entente_checks() { "$1" suite describe-checks 2>/dev/null | sed -n 's/^\([a-z-]*\):.*/\1/p'; }
_entente_profiles() { "$1" fixtures forge --profiles 2>/dev/null | sed 's/ .*//'; }

_entente()
{
	local program=$1 cur=${COMP_WORDS[COMP_CWORD]} words=() skip='' w list=''
	for w in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		case $skip$w in
		--lang | --datadir) skip=1 ;;
		1*) skip='' ;;
		-*) ;;
		help) [ ${#words[@]} -eq 0 ] || words+=("$w") ;;
		*) words+=("$w") ;;
		esac
	done
	case ${words[0]-} in
	suite | fixtures | register | waiver) words=("${words[@]:0:2}") ;;
	*) words=("${words[@]:0:1}") ;;
	esac

	case ${COMP_WORDS[COMP_CWORD - 1]} in
	--lang) list="en fr" ;;
	--suite | -s) list=$(_entente_suites "$program") ;;
	--outputs) list="counts csv json roc vcf split bits html" ;;
	--filter) list="PASS all" ;;
	--require) list="FR GB FR,GB" ;;
	--profile)
		case ${words[*]-} in
		check) list=$("$program" check --list-profiles 2>/dev/null) ;;
		*) list=$(_entente_profiles "$program") ;;
		esac
		;;
	-o | --output | --datadir | --fixtures | -f | --archive | -a | --key | \
		--cert | --trust | --policy | --scheme | --decision | --reservations | \
		--waiver | --status | --vkey | --status-vkey | --recipe | -r | --reference | -R | --regions | \
		-S | --strata | --mate | --index) ;; # files
	*)
		if [[ $cur == -* ]]; then
			list=$(_entente_options "$program" "${words[@]}")
		else
			case ${words[*]-} in
			"" | suite | fixtures | register | waiver) list=$(_entente_commands "$program" "${words[@]}") ;;
			run | "suite show" | "suite lint" | "suite selftest") list=$(_entente_suites "$program") ;;
			"suite describe-checks") list=$(_entente_checks "$program") ;;
			esac
		fi
		;;
	esac
	mapfile -t COMPREPLY < <(compgen -W "$list" -- "$cur")
	[ ${#COMPREPLY[@]} -gt 0 ] || mapfile -t COMPREPLY < <(compgen -f -- "$cur")
}
complete -o filenames -F _entente entente
