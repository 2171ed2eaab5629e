"""What the official library sends, compared with the facts of `api/`: see `make drift`."""
