"""``note.*``: knowledge bases."""
