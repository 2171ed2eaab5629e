"""A request read and checked, and its answer made."""
