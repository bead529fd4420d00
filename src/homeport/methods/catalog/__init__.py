"""``catalog.*``: the commercial catalogue."""
