"""One result, written as a table, JSON, CSV, text, a stream or a file."""
