"""Models and what they write: responses, chat, completions, embeddings."""
