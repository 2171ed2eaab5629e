# Completion of oai for fish 3.1 and later; written by `make completions`.
#
# Nothing is started at Tab: the table holds the whole command tree, profiles come from the settings
# file, and ids from the cache. Functions without a scope of their own share the variables of __oai.

#:table:

function __oai
    set -l words (commandline -opc)
    set -l current (commandline -ct)
    set -l node ''
    set -l verbs
    set -l flags
    set -l operands
    set -l given 1
    set -l lost
    set -l led
    set -l ended
    set -l pending
    set -l source
    set -l profile $OAI_PROFILE
    set -l server $OPENAI_BASE_URL
    set -l sandbox
    __oai_walk
    if test -n "$pending"
        __oai_takes $pending; and __oai_values '' "$current" "$source"
    else if test -z "$ended"; and string match -q -- '--*=*' $current
        set -l parts (string split -m 1 = -- $current)
        __oai_takes $parts[1]; and __oai_values $parts[1]= "$parts[2]" "$source"
    else if test -z "$ended"; and string match -q -- '-*' $current
        __oai_words $flags $__oai_common
    else if test -z "$lost"
        __oai_operand
    end
end

function __oai_walk --no-scope-shadowing
    __oai_table ''
    for word in $words[2..-1]
        if test -n "$pending"
            __oai_target $pending $word
            set pending
        else if test -n "$ended"
            __oai_step $word
        else
            __oai_option $word
        end
    end
end

function __oai_option --no-scope-shadowing
    switch $argv[1]
        case --
            set ended 1
        case --sandbox
            set sandbox 1
        case '--*=*'
            __oai_target (string split -m 1 = -- $argv[1])
        case '-?*'
            set -l option $argv[1]
            __oai_takes $option; and set pending $option
        case '*'
            __oai_step $argv[1]
    end
end

function __oai_target --no-scope-shadowing
    switch $argv[1]
        case --profile
            set profile $argv[2]
        case --base-url
            set server $argv[2]
    end
end

function __oai_step --no-scope-shadowing
    if test -z "$verbs"
        set given (math $given + 1)
        return
    end
    set -l next (string trim -l -- "$node $argv[1]")
    if test "$operands" = %commands
        set next $argv[1]
        set led 1
    end
    __oai_table $next; or set lost 1
    # Behind `help` a command is only named: its own options do not belong there.
    if test -n "$led"
        set flags
        set operands
    end
end

# Tells whether an option takes a value; `source` then says from where.
function __oai_takes --no-scope-shadowing
    set -l found (string match -- "$argv[1]=*" $flags $__oai_common)
    or return 1
    set source (string split -m 1 = -- (string split \t -- $found[1])[1])[2]
end

function __oai_operand --no-scope-shadowing
    if test -n "$verbs"
        __oai_words $verbs
        return
    end
    set -l kind $operands[$given]
    if test -z "$kind"; and string match -q -- '*...' "$operands[-1]"
        set kind $operands[-1]
    end
    set -l found (__oai_values '' "$current" (string replace -r -- '^-?(.*?)(\.\.\.)?$' '$1' "$kind"))
    if test -z "$found"; and test -z "$ended$current"
        __oai_words $flags
    else
        string join \n -- $found
    end
end

# Words with what they are for; an option's source is no part of it.
function __oai_words
    string replace -r -- '=[^\t]*' '' $argv
end

# The values of a source, each behind what stands before it in the same word.
function __oai_values --no-scope-shadowing
    set -l before $argv[1]
    set -l begun $argv[2]
    set -l items (string split , -- $argv[3])
    for item in $items
        switch $item
            case %file
                __oai_paths $before $begun
            case %at-file
                if string match -qr -- '^["\']?@' $begun
                    __oai_paths $before@ (string replace -r -- '@' '' $begun)
                else if test -z "$begun"; and test "$items[1]" = %at-file
                    echo $before@
                end
            case %profile
                set -l known (__oai_settings '^\s*\[profiles\.(?:["\']([^"\']+)["\']|([\w-]+))[].].*' '$1$2')
                string join \n -- $before$known
            case '%ids/*'
                __oai_ids $before (string replace %ids/ '' -- $item)
            case '?*'
                echo -- $before$item
        end
    end
end

# What fish offers for a command of which it knows nothing; its own function for that runs `ls`.
function __oai_paths
    set -l found (complete -C "'' $argv[2]")
    string join \n -- $argv[1]$found
end

# What the lines of the settings file that fit a pattern say.
function __oai_settings
    set -l base ~/.config
    test -d ~/Library/Caches; and set base ~/Library/Application\ Support
    set -q XDG_CONFIG_HOME; and test -n "$XDG_CONFIG_HOME"; and set base $XDG_CONFIG_HOME
    set base $base/oai
    set -q OAI_CONFIG_DIR; and test -n "$OAI_CONFIG_DIR"; and set base $OAI_CONFIG_DIR
    test -r $base/config.toml; or return
    string replace -rf -- $argv[1] $argv[2] <$base/config.toml
end

# Offers the ids of a kind, each with its name: of the sandbox, or of the profile in use and of the
# server if it is named.
function __oai_ids --no-scope-shadowing
    string match -qr '^[0fF]' -- "$OAI_ID_CACHE"; and return
    set -l place $profile
    test -n "$place"; or set place (__oai_settings '^\s*profile\s*=\s*["\']([^"\']+).*' '$1') default
    test -n "$server"; and set place $place[1]+(string replace -r '/$' '' -- $server | string replace -ra '[^A-Za-z0-9.-]' _)
    test -n "$sandbox"; and set place +sandbox
    set -l base ~/.cache
    test -d ~/Library/Caches; and set base ~/Library/Caches
    set -q XDG_CACHE_HOME; and test -n "$XDG_CACHE_HOME"; and set base $XDG_CACHE_HOME
    set base $base/oai
    set -q OAI_CACHE_DIR; and test -n "$OAI_CACHE_DIR"; and set base $OAI_CACHE_DIR
    set -l file $base/ids/$place[1]/$argv[2]
    test -r $file; or return
    string replace -r '^(.*)\t\d+$' $argv[1]'$1' <$file
end

complete -c oai -f -k -a '(__oai)'
