"""What the user gave becomes a request."""
