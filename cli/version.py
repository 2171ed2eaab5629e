"""The version, alone in a module so that `oai --version` imports nothing else."""

VERSION = "0.1.0"
