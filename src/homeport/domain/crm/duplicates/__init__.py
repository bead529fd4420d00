"""Records that stand for the same person or company: finding them, and what else is compared."""
