"""The Model Context Protocol: what an assistant can look up, and do to a portal, as tools.

Over HTTP at ``/mcp``, and over standard input and output by ``homeport mcp``. Only :mod:`homeport.mcp.server` and what
uses it bring the ``mcp`` package, at the first request.
"""
