"""``landing.*``: sites."""
