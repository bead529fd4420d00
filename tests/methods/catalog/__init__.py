"""``catalog.*``, through the wire."""
