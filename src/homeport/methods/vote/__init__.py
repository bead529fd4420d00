"""``vote.*``: polls."""
