"""Vector stores, fine-tuning, graders and evals."""
