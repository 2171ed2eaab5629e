"""The local API: an honest server on a real socket, with its state in one SQLite file."""
