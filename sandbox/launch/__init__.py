"""What starts the sandbox and speaks of it, without the server's libraries."""
