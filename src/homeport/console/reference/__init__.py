"""``/reference/``: what every method takes, answers and refuses; the same as static files."""

from homeport.console.reference.section import Reference

__all__ = ["Reference"]
