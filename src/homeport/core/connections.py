"""What a server and its applications must agree on beyond ASGI."""

ABORT = "homeport.abort"
"""The ASGI extension by which a connection can be closed without an answer."""
