"""Leads host names to the test's server, as ``/etc/hosts`` and a server on port 443 would.

Only this process's own resolver is changed: nothing of the machine, no port below 1024, and any number of tests may do
it at once. What comes after the resolver (TLS with the name's certificate, the Host header) is as it always is.
"""

import socket
from typing import Any

_resolve = socket.getaddrinfo


def lead(names: tuple[str, ...], port: int) -> None:
    """From now on find names at a port of the loopback address, whatever port is asked for; and no other name."""

    def getaddrinfo(host: Any, asked: Any, *rest: Any, **options: Any) -> Any:
        if host not in names:
            raise socket.gaierror(socket.EAI_NONAME, f"{host} is no name of this test")
        return _resolve("127.0.0.1", port, *rest, **options)

    socket.getaddrinfo = getaddrinfo
