"""The control plane: what an operator and a test do to portals, over HTTP under ``/_homeport/``.

Everything it does is also a command and a Python function. Its modules say how it is asked; what is done is in
:mod:`homeport.portals` and the domain. Only :mod:`homeport.control.application` brings Starlette, at the first request.
"""

ROOT = "/_homeport"
"""Where it is."""
