"""Activities and what they are bound to."""
