"""``bizproc.*``: business processes."""
