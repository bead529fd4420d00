"""``timeman.*``: working time."""
