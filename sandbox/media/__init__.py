"""Pictures, sound, films, containers and skills."""
