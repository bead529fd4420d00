"""``tasks.*`` of REST 3.0."""
