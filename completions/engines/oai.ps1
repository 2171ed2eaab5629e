# Completion of oai for PowerShell 5.1 and later; written by `make completions`.
#
# Nothing is started at Tab: the table holds the whole command tree, profiles come from the settings
# file, and ids from the cache.

#:table:

# Returns what an option takes as its value: $null for a flag, or for no option of this command.
function Get-OaiSource($entry, $option) {
    foreach ($line in ($entry.flags + $OaiCommon)) {
        if ($line.StartsWith("$option=", [StringComparison]::Ordinal)) {
            return $line.Substring($option.Length + 1).Split(' ')[0]
        }
    }
    return $null
}

# Follows the words before the cursor down the tree.
function Get-OaiState($words) {
    $state = @{ node = ''; entry = $OaiTable['']; given = 0; lost = $false; led = $false
        ended = $false; pending = ''; profile = ''; sandbox = $false }
    foreach ($word in $words) {
        if ($state.pending) {
            if ($state.pending -eq '--profile') { $state.profile = $word }
            $state.pending = ''
        } elseif ($state.ended -or -not $word.StartsWith('-') -or $word -eq '-') {
            Step-Oai $state $word
        } elseif ($word -eq '--') {
            $state.ended = $true
        } elseif ($word -eq '--sandbox') {
            $state.sandbox = $true
        } elseif ($word -like '--profile=*') {
            $state.profile = $word.Substring(10)
        } elseif ($word -notlike '--*=*' -and $null -ne (Get-OaiSource $state.entry $word)) {
            $state.pending = $word
        }
    }
    return $state
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
    if (-not $base) { $base = "$HOME/$(if (Test-Path "$HOME/Library/Caches") { $mac } else { $linux })" }
    return "$base/oai"
}

# Returns what the lines of the settings file that fit a pattern say.
function Get-OaiSetting($pattern) {
    $folder = Get-OaiFolder OAI_CONFIG_DIR XDG_CONFIG_HOME oai 'Library/Application Support' .config
    if (-not (Test-Path "$folder/config.toml")) { return @() }
    foreach ($line in [IO.File]::ReadAllLines("$folder/config.toml")) {
        if ($line -match $pattern) { $Matches.name }
    }
}

# Returns the ids of a kind, of the sandbox or of the profile in use, each with its name.
function Get-OaiId($state, $kind) {
    if ($env:OAI_ID_CACHE -match '^[0f]') { return @() }
    $place = @($state.profile, $env:OAI_PROFILE, (Get-OaiSetting '^\s*profile\s*=\s*["''](?<name>[^"'']+)'))
    $place = @($place | Where-Object { $_ }) + 'default'
    if ($state.sandbox) { $place = @('+sandbox') }
    $folder = Get-OaiFolder OAI_CACHE_DIR XDG_CACHE_HOME 'oai/Cache' Library/Caches .cache
    $file = "$folder/ids/$($place[0])/$kind"
    if (-not (Test-Path $file)) { return @() }
    foreach ($line in [IO.File]::ReadAllLines($file)) {
        $line.Replace("`t", ' ') -replace ' \d+$', ''
    }
}

# Returns the values of a source, as words each with what it is for.
function Get-OaiValue($state, $source, $begun) {
    foreach ($item in $source.Split(',')) {
        if ($item -eq '%file') {
            Get-OaiPath '' $begun
        } elseif ($item -eq '%at-file') {
            if ($begun.StartsWith('@')) { Get-OaiPath '@' $begun.Substring(1) }
        } elseif ($item -eq '%profile') {
            Get-OaiSetting '^\s*\[profiles\.(["''])?(?<name>(?(1)[^"'']+|[\w-]+))'
        } elseif ($item.StartsWith('%ids/')) {
            Get-OaiId $state $item.Substring(5)
        } else {
            $item
        }
    }
}

function Get-OaiPath($before, $begun) {
    [Management.Automation.CompletionCompleters]::CompleteFilename($begun) |
        ForEach-Object { $before + $_.CompletionText }
}

function Get-OaiOperand($state, $begun) {
    if ($state.entry.verbs.Count) { return $state.entry.verbs }
    $sources = $state.entry.operands
    $source = ''
    if ($state.given -lt $sources.Count) {
        $source = $sources[$state.given]
    } elseif ($sources.Count -and $sources[-1].EndsWith('...')) {
        $source = $sources[-1]
    }
    $found = @(Get-OaiValue $state ($source -replace '\.\.\.$', '' -replace '^-$', '') $begun)
    if ($begun -eq '' -and -not @($found | Where-Object { $_ }).Count) { return $state.entry.flags }
    return $found
}

function Get-OaiLine($state, $begun) {
    if ($state.pending) {
        return Get-OaiValue $state (Get-OaiSource $state.entry $state.pending) $begun
    }
    if (-not $state.ended -and $begun -like '--*=*') {
        $option, $value = $begun.Split('=', 2)
        $source = Get-OaiSource $state.entry $option
        if ($null -eq $source) { return @() }
        return Get-OaiValue $state $source $value | ForEach-Object { "$option=$_" }
    }
    if (-not $state.ended -and $begun.StartsWith('-')) {
        return ($state.entry.flags + $OaiCommon) -replace '^(-[\w-]+)=\S*', '$1'
    }
    if ($state.lost) { return @() }
    return Get-OaiOperand $state $begun | ForEach-Object { $_ -replace '^(--[\w-]+)=\S*', '$1' }
}

Register-ArgumentCompleter -Native -CommandName oai -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    $words = @($commandAst.CommandElements | Select-Object -Skip 1 |
            Where-Object { $_.Extent.EndOffset -lt $cursorPosition } |
            ForEach-Object { if ($_.Value) { [string]$_.Value } else { $_.Extent.Text } })
    $state = Get-OaiState $words
    foreach ($line in Get-OaiLine $state $wordToComplete) {
        $word, $help = ([string]$line).Split(' ', 2)
        if ($word -and $word.StartsWith($wordToComplete, [StringComparison]::Ordinal)) {
            if (-not $help) { $help = $word }
            [Management.Automation.CompletionResult]::new($word, $word, 'ParameterValue', $help)
        }
    }
}
