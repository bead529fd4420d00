"""What a server and its applications must agree on beyond ASGI."""

ABORT = "homeport.abort"
"""The ASGI extension by which a connection can be closed without an answer."""

BEGUN = "homeport.begun"
"""Where a scope has the request that an application has begun before it was called."""
