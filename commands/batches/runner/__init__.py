"""What runs an input from its check to its results."""
