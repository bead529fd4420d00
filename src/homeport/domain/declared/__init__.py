"""A portal declared in a file: read whole, checked whole, applied in one transaction or not at all."""
