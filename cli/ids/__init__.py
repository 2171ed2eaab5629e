"""What completion and names know of ids."""
