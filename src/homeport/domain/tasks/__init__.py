"""Tasks: who gave them to whom, by when, and what became of them."""
