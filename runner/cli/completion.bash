# bash completion for entente: commands and options are asked of the program
# itself (its --help), so they can not go stale.
_entente()
{
	local cur=${COMP_WORDS[COMP_CWORD]} words=() w
	COMPREPLY=()
	for w in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
		[[ $w == -* ]] || words+=("$w")
	done
	case ${words[0]-} in
	suite | fixtures) words=("${words[@]:0:2}") ;;
	*) words=("${words[@]:0:1}") ;;
	esac
	if [[ $cur == -* ]]; then
		mapfile -t COMPREPLY < <(compgen -W "$(entente "${words[@]}" --help 2>/dev/null |
			grep -oE -- '--[a-z][a-z-]*' | sort -u)" -- "$cur")
		return
	fi
	case ${words[*]-} in
	"" | suite | fixtures)
		mapfile -t COMPREPLY < <(compgen -W "$(entente "${words[@]}" --help 2>/dev/null |
			sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p')" -- "$cur")
		;;
	run)
		mapfile -t COMPREPLY < <(compgen -W "$(entente suite list 2>/dev/null |
			grep -oE '^[a-z0-9-]+@[0-9.]+')" -- "$cur")
		;;
	esac
	[ ${#COMPREPLY[@]} -gt 0 ] || mapfile -t COMPREPLY < <(compgen -f -- "$cur")
}
complete -o filenames -F _entente entente
