"""Sessions: agents at work, turn by turn, and what can be seen of it."""
