"""Waiting for what is begun by one command and ends by itself later."""
