"""How a declared function becomes a command."""
