# Completion of oai for bash 3.2 and later; written by `make completions`.
#
# Nothing is started at Tab: the table holds the whole command tree, profiles come from the settings
# file, and ids from the cache. Variables are local to _oai, and seen by the functions that it calls.

#:table:

_oai() {
    local current='' node='' verbs='' flags='' operands='' given=0 lost='' led='' ended=''
    local pending='' prefix='' quote='' source='' modes=$- IFS=$' \t\n'
    local profile=${OAI_PROFILE-} server=${OPENAI_BASE_URL-} sandbox=''
    local -a typed
    COMPREPLY=()
    set -f +eu
    _oai_typed
    _oai_table ''
    _oai_walk "${typed[@]:1}"
    _oai_behind
    _oai_answer
    _oai_trim
    [[ $modes == *f* ]] || set +f
    [[ $modes != *e* ]] || set -e
    [[ $modes != *u* ]] || set -u
}

# Joins again what bash split at = : and @; the last word ends at the cursor, without its open quote.
_oai_typed() {
    local line=${COMP_LINE:0:COMP_POINT} word place=-1 open="^(--[^=]*=)?([\"'])(.*)"
    for word in "${COMP_WORDS[@]:0:COMP_CWORD+1}"; do
        if ((place < 0)) || [[ -z $line || $line == [[:space:]]* ]]; then
            place=$((place + 1))
            typed[place]=''
            line=${line#"${line%%[![:space:]]*}"}
        fi
        [[ $line == "$word"* ]] || word=$line
        typed[place]+=$word
        line=${line:${#word}}
    done
    current=${typed[place]}
    unset "typed[place]"
    if [[ $current =~ $open ]]; then
        current=${BASH_REMATCH[1]}${BASH_REMATCH[3]} quote=${BASH_REMATCH[2]}
    fi
}

_oai_walk() {
    local word
    for word in "$@"; do
        word=${word//[\"\'\\]/}
        if [[ -n $pending ]]; then
            _oai_target "$pending" "$word"
            pending=''
        elif [[ -n $ended ]]; then
            _oai_step "$word"
        else
            _oai_option "$word"
        fi
    done
}

# What stands behind the cursor may say too whose ids are meant, and nothing else.
_oai_behind() {
    local verbs='' given=0 ended='' pending='' source=''
    _oai_walk ${COMP_LINE:COMP_POINT}
}

_oai_option() {
    case $1 in
        --) ended=1 ;;
        --sandbox) sandbox=1 ;;
        --*=*) _oai_target "${1%%=*}" "${1#*=}" ;;
        -?*) _oai_takes "$1" && pending=$1 ;;
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
        given=$((given + 1))
        return
    fi
    local next="${node:+$node }$1"
    if [[ $operands == %commands ]]; then
        next=$1 led=1
    fi
    _oai_table "$next" || lost=1
    # Behind `help` a command is only named: its own options do not belong there.
    if [[ -n $led ]]; then
        flags='' operands=''
    fi
}

# Tells whether an option takes a value; `source` then says from where.
_oai_takes() {
    local token IFS=$'\n'
    for token in $flags $_oai_common; do
        if [[ $token == "$1="* ]]; then
            source=${token#*=}
            return 0
        fi
    done
    return 1
}

_oai_answer() {
    if [[ ${typed[${#typed[@]} - 1]} == *[\<\>] || -z $quote && $current == *[\<\>]* ]]; then
        current=${current##*[<>]}
        _oai_files
    elif [[ -n $pending ]]; then
        _oai_takes "$pending" && _oai_values "$source"
    elif [[ -z $ended && $current == --*=* ]]; then
        prefix=${current%%=*}=
        current=${current#*=}
        _oai_takes "${prefix%=}" && _oai_values "$source"
    elif [[ -z $ended && $current == -* ]]; then
        _oai_words "$flags"$'\n'"$_oai_common"
    elif [[ -z $lost ]]; then
        _oai_operand
    fi
}

_oai_operand() {
    local token place=0
    if [[ -n $verbs ]]; then
        _oai_words "$verbs"
        return
    fi
    source=-
    for token in $operands; do
        if ((place == given)) || { ((place < given)) && [[ $token == *... ]]; }; then
            source=${token%...}
        fi
        place=$((place + 1))
    done
    _oai_values "${source#-}"
    [[ -n $ended$current || -n ${COMPREPLY[0]} ]] || _oai_words "$flags"
}

_oai_words() {
    local token IFS=$'\n'
    for token in $1; do
        _oai_offer "${token%%=*}"
    done
}

_oai_values() {
    local item IFS=,
    for item in $1; do
        case $item in
            %file) _oai_files ;;
            %at-file) _oai_at_file ;;
            %profile) _oai_profiles ;;
            %ids/*) _oai_ids "${item#%ids/}" ;;
            *) _oai_offer "$item" ;;
        esac
    done
}

_oai_offer() {
    [[ $1 == "$current"* ]] || return
    [[ $1 != *= ]] || compopt -o nospace 2>/dev/null
    _oai_add "$1"
}

# Adds a word as the line can hold it: between quotes, only one that means the same there.
_oai_add() {
    local word=$1
    if [[ $word == *[^a-zA-Z0-9_./:=@%+,-]* ]]; then
        [[ -z $quote || $word != *[\"\'\`\$\\!]* ]] || return
        [[ -n $quote ]] || printf -v word %q "$word"
    fi
    COMPREPLY[${#COMPREPLY[@]}]=$prefix$word
}

_oai_files() {
    local file IFS=$'\n'
    compopt -o filenames 2>/dev/null
    for file in $(compgen -f -- "$current"); do
        COMPREPLY[${#COMPREPLY[@]}]=$prefix$file
    done
}

# Behind an @ readline cannot see that it is a file, so quoting and slashes are up to us.
_oai_at_file() {
    local file begun=${current//\\/} IFS=$'\n'
    if [[ -z $begun && -z ${COMPREPLY[0]} ]]; then
        compopt -o nospace 2>/dev/null
        COMPREPLY=("$prefix@")
    elif [[ $begun == @* ]]; then
        for file in $(compgen -f -- "${begun#@}"); do
            if [[ -d ${file/#\~\//$HOME/} ]]; then
                file=$file/
                compopt -o nospace 2>/dev/null
            fi
            _oai_add "@$file"
        done
    fi
}

_oai_profiles() {
    local name default
    local -a names
    _oai_settings
    for name in "${names[@]}"; do
        _oai_offer "$name"
    done
}

# Reads the names of the profiles, and which of them is the default one.
_oai_settings() {
    local line base=$HOME/.config
    local plain='^[[:space:]]*\[profiles\.([A-Za-z0-9_-]+)[].]'
    local quoted="^[[:space:]]*\[profiles\.[\"']([^\"']+)[\"']"
    local chosen="^[[:space:]]*profile[[:space:]]*=[[:space:]]*[\"']([^\"']+)"
    default=default
    [[ $OSTYPE == darwin* ]] && base="$HOME/Library/Application Support"
    base=${OAI_CONFIG_DIR:-${XDG_CONFIG_HOME:-$base}/oai}
    [[ -r $base/config.toml ]] || return
    while IFS= read -r line || [[ -n $line ]]; do
        if [[ $line =~ $plain || $line =~ $quoted ]]; then
            names[${#names[@]}]=${BASH_REMATCH[1]}
        elif [[ $line =~ $chosen ]]; then
            default=${BASH_REMATCH[1]}
        fi
    done <"$base/config.toml"
}

# Offers the ids of a kind: of the sandbox, or of the profile in use and of the server if it is named.
_oai_ids() {
    local id rest default place=$profile base=$HOME/.cache
    local -a names
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
    while IFS=$'\t' read -r id rest; do
        _oai_offer "$id"
    done <"$base"
}

# Takes away what readline keeps by itself: all up to a = or : that it breaks words at, or a quote.
_oai_trim() {
    local mark kept='' place begun=$prefix whole
    [[ -n $quote ]] || begun+=$current
    for mark in = :; do
        if [[ $COMP_WORDBREAKS == *$mark* && $begun == *$mark* ]]; then
            whole=${begun%"${begun##*$mark}"}
            ((${#whole} > ${#kept})) && kept=$whole
        fi
    done
    [[ -n $kept ]] || return
    for place in "${!COMPREPLY[@]}"; do
        COMPREPLY[place]=${COMPREPLY[place]#"$kept"}
    done
}

complete -o nosort -F _oai oai 2>/dev/null || complete -F _oai oai
