"""``mailservice.*``: mail services."""
