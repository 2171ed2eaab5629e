# Completion of oai for PowerShell 5.1 and later; written by `make completions`.
#
# Nothing is started at Tab: the table holds the whole command tree, profiles come from the settings
# file, and ids from the cache. A line is a word, and behind a tab what it is for.

#:table:

# Returns what an option takes as its value: $null for a flag, or for no option of this command.
function Get-OaiSource($entry, $option) {
    foreach ($line in ($entry.flags + $OaiCommon)) {
        if ($line.StartsWith("$option=", [StringComparison]::Ordinal)) {
            return $line.Substring($option.Length + 1).Split("`t")[0]
        }
    }
    return $null
}

# Follows words down the tree; the target is whose ids are meant.
function Get-OaiState($target, $words) {
    $state = @{ node = ''; entry = $OaiTable['']; given = 0; lost = $false; led = $false
        ended = $false; pending = ''; target = $target }
    foreach ($word in $words) {
        if ($state.pending) {
            Set-OaiTarget $target $state.pending $word
            $state.pending = ''
        } elseif ($state.ended -or $word -notlike '-?*') {
            Step-Oai $state $word
        } elseif ($word -eq '--') {
            $state.ended = $true
        } elseif ($word -eq '--sandbox') {
            $target.sandbox = $true
        } elseif ($word -like '--*=*') {
            $option, $value = $word.Split('=', 2)
            Set-OaiTarget $target $option $value
        } elseif ($null -ne (Get-OaiSource $state.entry $word)) {
            $state.pending = $word
        }
    }
    return $state
}

function Set-OaiTarget($target, $option, $value) {
    if ($option -eq '--profile') { $target.profile = $value }
    if ($option -eq '--base-url') { $target.server = $value }
}

function Step-Oai($state, $word) {
    if ($state.entry.verbs.Count -eq 0) {
        $state.given += 1
        return
    }
    $next = "$($state.node) $word".Trim()
    if ($state.entry.operands -contains '%commands') {
        $next = $word
        $state.led = $true
    }
    if (-not $OaiTable.ContainsKey($next)) {
        $state.lost = $true
        return
    }
    $state.node = $next
    $state.entry = $OaiTable[$next]
    if ($state.led) {
        # Behind `help` a command is only named: its own options do not belong there.
        $state.entry = @{ verbs = $state.entry.verbs; flags = @(); operands = @() }
    }
}

# Returns the folder that a variable names, or else the one of the platform.
function Get-OaiFolder($own, $shared, $windows, $mac, $linux) {
    $named = [Environment]::GetEnvironmentVariable($own)
    if ($named) { return $named }
    if ($env:LOCALAPPDATA) { return "$env:LOCALAPPDATA/$windows" }
    $base = [Environment]::GetEnvironmentVariable($shared)
    if (-not $base) {
        $base = if (Test-Path -LiteralPath "$HOME/Library/Caches") { "$HOME/$mac" } else { "$HOME/$linux" }
    }
    return "$base/oai"
}

# Returns what the lines of the settings file that fit a pattern say.
function Get-OaiSetting($pattern) {
    $folder = Get-OaiFolder 'OAI_CONFIG_DIR' 'XDG_CONFIG_HOME' 'oai' 'Library/Application Support' '.config'
    $file = "$folder/config.toml"
    if (-not (Test-Path -LiteralPath $file)) { return }
    foreach ($line in [IO.File]::ReadAllLines($file)) {
        if ($line -match $pattern) { $Matches.name }
    }
}

# Returns the ids of a kind, each with its name: of the sandbox, or of the profile in use and of the
# server if it is named.
function Get-OaiId($target, $kind) {
    if ($env:OAI_ID_CACHE -match '^[0f]') { return }
    $place = $target.profile
    if (-not $place) {
        $names = @(Get-OaiSetting '^\s*profile\s*=\s*["''](?<name>[^"'']+)') + 'default'
        $place = $names[0]
    }
    if ($target.server) {
        $place += '+' + ($target.server -replace '/$', '' -replace '[^A-Za-z0-9.-]', '_')
    }
    if ($target.sandbox) { $place = '+sandbox' }
    $folder = Get-OaiFolder 'OAI_CACHE_DIR' 'XDG_CACHE_HOME' 'oai/Cache' 'Library/Caches' '.cache'
    $file = "$folder/ids/$place/$kind"
    if (-not (Test-Path -LiteralPath $file)) { return }
    [IO.File]::ReadAllLines($file) -replace '\t\d+$', ''
}

# Returns the values of a source: lines, and what PowerShell itself offers for paths.
function Get-OaiValue($state, $source, $before, $begun) {
    foreach ($item in $source.Split(',')) {
        if ($item -eq '%file') {
            Get-OaiPath $before $begun
        } elseif ($item -eq '%at-file') {
            if ($begun -like '@*') { Get-OaiPath "$before@" $begun.Substring(1) }
        } elseif ($item -eq '%profile') {
            Get-OaiSetting '^\s*\[profiles\.(["''])?(?<name>(?(1)[^"'']+|[\w-]+))' | Select-Object -Unique
        } elseif ($item -like '%ids/*') {
            Get-OaiId $state.target $item.Substring(5)
        } else {
            $item
        }
    }
}

# An @ begins a variable in PowerShell, if it is not quoted.
function Get-OaiPath($before, $begun) {
    foreach ($found in [Management.Automation.CompletionCompleters]::CompleteFilename($begun)) {
        $path = $found.CompletionText
        if ($before -like '*@') {
            $path = "'$before$($path -replace '^''(.*)''$', '$1')'"
        } else {
            $path = "$before$path"
        }
        [Management.Automation.CompletionResult]::new($path, $found.ListItemText, $found.ResultType, $found.ToolTip)
    }
}

function Get-OaiOperand($state, $begun) {
    if ($state.entry.verbs.Count) { return $state.entry.verbs }
    $sources = $state.entry.operands
    $source = ''
    if ($state.given -lt $sources.Count) {
        $source = $sources[$state.given]
    } elseif ($sources.Count -and $sources[-1] -like '*...') {
        $source = $sources[-1]
    }
    $found = @(Get-OaiValue $state ($source -replace '\.\.\.$', '' -replace '^-$', '') '' $begun)
    if ($begun -or $state.ended -or @($found | Where-Object { $_ }).Count) { return $found }
    return $state.entry.flags
}

# Returns what can stand behind the part of the word that is kept.
function Get-OaiLine($state, $before, $begun) {
    $source = $null
    if ($state.pending) {
        $source = Get-OaiSource $state.entry $state.pending
    } elseif ($before) {
        $source = Get-OaiSource $state.entry $before.TrimEnd('=')
    } elseif (-not $state.ended -and $begun -like '-*') {
        return $state.entry.flags + $OaiCommon
    } elseif (-not $state.lost) {
        return Get-OaiOperand $state $begun
    }
    if ($null -ne $source) { Get-OaiValue $state $source $before $begun }
}

# Returns the words of a part of the command line, without their quotes.
function Get-OaiWord($elements) {
    foreach ($element in $elements) {
        if ($element.Value) { [string]$element.Value } else { $element.Extent.Text }
    }
}

# Turns the lines that begin as the word does into what PowerShell shows and inserts.
function Select-OaiResult($lines, $before, $begun) {
    foreach ($line in $lines) {
        if ($line -is [Management.Automation.CompletionResult]) {
            $line
            continue
        }
        $word, $help = ([string]$line -replace '^(--?[\w-]+)=[^\t]*', '$1').Split("`t", 2)
        if (-not $word -or -not $word.StartsWith($begun, [StringComparison]::Ordinal)) { continue }
        $text = if ($word -match '[^\w./:=+-]') { "'" + $word.Replace("'", "''") + "'" } else { $word }
        if (-not $help) { $help = $word }
        [Management.Automation.CompletionResult]::new("$before$text", $word, 'ParameterValue', $help)
    }
}

Register-ArgumentCompleter -Native -CommandName oai -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    Set-StrictMode -Off
    $elements = @($commandAst.CommandElements | Select-Object -Skip 1)
    $target = @{ profile = $env:OAI_PROFILE; server = $env:OPENAI_BASE_URL; sandbox = $false }
    $state = Get-OaiState $target (Get-OaiWord ($elements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition }))
    # What stands behind the cursor may say too whose ids are meant, and nothing else.
    $null = Get-OaiState $target (Get-OaiWord ($elements | Where-Object { $_.Extent.StartOffset -gt $cursorPosition }))
    $before = ''
    # A quoted word comes with both of its quotes, also if the second is not typed yet.
    $begun = $wordToComplete -replace '^(["''])(.*)\1$', '$2'
    if (-not $state.pending -and -not $state.ended -and $begun -like '--*=*') {
        $option, $begun = $begun.Split('=', 2)
        $before = "$option="
    }
    $found = @(Select-OaiResult (Get-OaiLine $state $before $begun) $before $begun)
    if ($found.Count) { return $found }
    # To offer nothing would make PowerShell offer files: the word stays as it is.
    if ($wordToComplete) { $wordToComplete }
}
