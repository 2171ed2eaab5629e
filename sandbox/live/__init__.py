"""Live sessions: kept with what they were begun with; nobody speaks in them."""
