"""``sale.*``: the online store."""
