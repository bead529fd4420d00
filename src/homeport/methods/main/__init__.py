"""``main.*``: what the portal keeps of itself."""
