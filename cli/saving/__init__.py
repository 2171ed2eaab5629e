"""Answers that become files, as people want them: pictures, names, formats."""
