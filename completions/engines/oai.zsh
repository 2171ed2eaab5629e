#compdef oai
# Completion of oai for zsh; written by `make completions`.
#
# Nothing is started at Tab: the table holds the whole command tree, profiles come from the settings
# file, and ids from the cache. Variables are local to _oai, and seen by the functions that it calls.

#:table:

_oai() {
    setopt localoptions extendedglob noksharrays
    local node='' verbs='' flags='' operands='' lost='' led='' ended='' pending=''
    local valueof='' profile=$OAI_PROFILE server=$OPENAI_BASE_URL sandbox=''
    local -i given=0
    _oai_table ''
    _oai_walk "${(@Q)words[2,CURRENT-1]}"
    _oai_behind
    if [[ -n $pending ]]; then
        _oai_takes $pending && _oai_values "$valueof"
    elif [[ -z $ended && $PREFIX == --*=* ]]; then
        _oai_takes ${PREFIX%%=*} && compset -P 1 '*=' && _oai_values "$valueof"
    elif [[ -z $ended && $PREFIX == -* ]]; then
        _oai_flags "$flags"$'\n'"$_oai_common"
    elif [[ -z $lost ]]; then
        _oai_operand
    fi
}

_oai_walk() {
    local word
    for word in "$@"; do
        if [[ -n $pending ]]; then
            _oai_target $pending $word
            pending=''
        elif [[ -n $ended ]]; then
            _oai_step $word
        else
            _oai_option $word
        fi
    done
}

# What stands behind the cursor may say too whose ids are meant, and nothing else.
_oai_behind() {
    local verbs='' ended='' pending='' valueof=''
    local -i given=0
    _oai_walk "${(@Q)words[CURRENT+1,-1]}"
}

_oai_option() {
    case $1 in
        --) ended=1 ;;
        --sandbox) sandbox=1 ;;
        --*=*) _oai_target ${1%%=*} ${1#*=} ;;
        -?*) _oai_takes $1 && pending=$1 ;;
        *) _oai_step "$1" ;;
    esac
}

_oai_target() {
    case $1 in
        --profile) profile=$2 ;;
        --base-url) server=$2 ;;
    esac
}

_oai_step() {
    if [[ -z $verbs ]]; then
        (( given += 1 ))
        return
    fi
    local next="${node:+$node }$1"
    if [[ $operands == %commands ]]; then
        next=$1 led=1
    fi
    _oai_table $next || lost=1
    # Behind `help` a command is only named: its own options do not belong there.
    if [[ -n $led ]]; then
        flags='' operands=''
    fi
}

# Tells whether an option takes a value; `valueof` then says from where.
_oai_takes() {
    local -a found
    found=( ${(M)${(f)flags}:#$1=*} ${(M)${(f)_oai_common}:#$1=*} )
    (( $#found )) || return 1
    valueof=${${found[1]#*=}%% *}
}

_oai_operand() {
    local -a sources
    if [[ -n $verbs ]]; then
        sources=( ${${(f)verbs}/ /:} )
        _describe -V -t commands command sources
        return
    fi
    sources=( ${=operands} )
    valueof=${sources[given+1]:-${(M)sources[-1]:#*...}}
    _oai_values "${${valueof%...}#-}"
    [[ -n $ended$PREFIX || $compstate[nmatches] -gt 0 ]] || _oai_flags "$flags"
}

_oai_flags() {
    local -a listed
    listed=( ${${(f)1}/(=[^ ]#|) /:} )
    _describe -V -t flags option listed
}

_oai_values() {
    local item
    for item in ${(s:,:)1}; do
        case $item in
            %file) _files ;;
            %at-file) _oai_at_file ;;
            %profile) _oai_profiles ;;
            %ids/*) _oai_ids ${item#%ids/} ;;
            *=) compadd -V values -S '' -- $item ;;
            *) compadd -V values -- $item ;;
        esac
    done
}

_oai_at_file() {
    if compset -P @; then
        _files
    elif [[ -z $PREFIX && $compstate[nmatches] -eq 0 ]]; then
        compadd -S '' @
    fi
}

_oai_profiles() {
    local default
    local -aU names
    _oai_settings
    compadd -V profiles -a names
}

# Reads the names of the profiles, and which of them is the default one.
_oai_settings() {
    local line base=$HOME/.config
    local -a match mbegin mend
    default=default
    [[ $OSTYPE == darwin* ]] && base="$HOME/Library/Application Support"
    base=${OAI_CONFIG_DIR:-${XDG_CONFIG_HOME:-$base}/oai}/config.toml
    [[ -r $base ]] || return
    for line in ${(f)"$(<$base)"}; do
        case $line in
            ([[:space:]]#\[profiles.(#b)([A-Za-z0-9_-]##)[].]*) names+=( $match[1] ) ;;
            ([[:space:]]#\[profiles.[\"\'](#b)([^\"\']##)[\"\']*) names+=( $match[1] ) ;;
            ([[:space:]]#profile[[:space:]]#=[[:space:]]#[\"\'](#b)([^\"\']##)*) default=$match[1] ;;
        esac
    done
}

# Offers the ids of a kind, each with its name: of the sandbox, or of the profile in use and of the
# server if it is named.
_oai_ids() {
    local line default place=$profile base=$HOME/.cache
    local -a parts listed
    local -aU names
    [[ $OAI_ID_CACHE == [0fF]* ]] && return
    if [[ -z $place ]]; then
        _oai_settings
        place=$default
    fi
    server=${server%/}
    [[ -z $server ]] || place+=+${server//[^A-Za-z0-9.-]/_}
    [[ -z $sandbox ]] || place=+sandbox
    [[ $OSTYPE == darwin* ]] && base=$HOME/Library/Caches
    base=${OAI_CACHE_DIR:-${XDG_CACHE_HOME:-$base}/oai}/ids/$place/$1
    [[ -r $base ]] || return
    for line in ${(f)"$(<$base)"}; do
        parts=( "${(@s:	:)line}" )
        listed+=( "${parts[1]//:/\\:}${parts[2]:+:$parts[2]}" )
    done
    _describe -V -t ids id listed
}

# Loaded by its name, it is called at once; sourced, it says what it is for.
if [[ $funcstack[1] == _oai ]]; then
    _oai "$@"
else
    compdef _oai oai
fi
