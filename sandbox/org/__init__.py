"""The organization: its people, projects, keys and limits, and what was done and used."""
