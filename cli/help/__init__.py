"""The pages of help, and the topics that no one command covers."""
