"""What the sandbox keeps: the store, blobs, jobs, identifiers."""
