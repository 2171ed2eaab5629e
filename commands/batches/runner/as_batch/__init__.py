"""An input that is run as batches."""
