"""The lines of an input: read, checked and split."""
