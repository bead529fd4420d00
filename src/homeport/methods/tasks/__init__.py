"""``tasks.*`` and ``task.*``."""
