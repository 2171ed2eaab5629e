"""Settings: where values come from, profiles, keys, folders."""
