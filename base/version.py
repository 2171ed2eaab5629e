"""The version, in a module that imports nothing: so `oai --version` takes no time."""

VERSION = "0.1.0"
