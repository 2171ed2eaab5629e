"""Files, uploads and batches."""
