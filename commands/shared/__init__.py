"""What several resources declare alike."""
