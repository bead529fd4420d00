"""Bytes to values and back. Knows HTTP, knows no method."""
