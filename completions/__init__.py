"""What the shells load: a script for each, generated from the declarations."""

SCRIPTS = {
    "bash": "bash/oai",
    "zsh": "zsh/_oai",
    "fish": "fish/oai.fish",
    "powershell": "powershell/oai.ps1",
}
