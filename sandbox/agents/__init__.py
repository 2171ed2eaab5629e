"""Assistants, threads, conversations, ChatKit and Realtime."""
