"""Tasks as REST 3.0 speaks of them."""
