"""Settings of a server. Each is an option of ``homeport serve``."""

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

DEFAULT_DATA = Path(".homeport")


@dataclass(frozen=True, slots=True)
class Config:
    """How a server runs.

    :param data: the folder of portals, keys and certificates
    :param host: the address to listen on
    :param port: for plain HTTP; 0 takes a free one
    :param https_port: for HTTPS; 0 takes a free one
    :param host_names: names that the certificate covers, beside localhost and the loopback addresses
    :param workers: processes that serve
    :param log_requests: whether requests are kept in the request log
    :param log_format: how the server's own log is written, ``text`` or ``json``
    :param access_log: whether it has a line for each request
    :param slow_query: seconds; statements that take longer are logged, with their plans. None: none is
    :param tracing: whether spans are sent to OpenTelemetry
    :param stop_delay: seconds that it answers after it was told to stop, so that load balancers notice
    :param max_body: bytes a request body may have at most
    :param max_connections: that a process may have at a time; fewer where the machine allows fewer descriptors
    :param max_connections_of_source: that it may have of one source
    :param head_seconds: how long a connection may take until the head of a request is there
    :param body_seconds: how long a body may take, and one more for each 16 KB of it
    :param unread_seconds: how long an answer may wait without any of it being read
    :param trusted_proxies: addresses and networks whose word on a request's source and scheme is taken
    :param handler_ca: a further authority that handlers' certificates may come from
    """

    data: Path = DEFAULT_DATA
    host: str = "127.0.0.1"
    port: int = 8080
    https_port: int = 8443
    host_names: tuple[str, ...] = ()
    workers: int = 1
    log_requests: bool = True
    log_format: str = "text"
    access_log: bool = False
    slow_query: float | None = None
    tracing: bool = False
    stop_delay: float = 0.0
    max_body: int = 32 * 1024 * 1024
    max_connections: int = 10_000
    max_connections_of_source: int = 512
    head_seconds: float = 10.0
    body_seconds: float = 60.0
    unread_seconds: float = 60.0
    trusted_proxies: tuple[str, ...] = ()
    handler_ca: Path | None = None

    @property
    def name(self) -> str:
        """What the server is called in the addresses that it tells: the first host name, else where it listens.

        ``localhost`` where that is every address of the machine, or the usual one; an IPv6 address has no brackets.
        """
        if self.host_names:
            return self.host_names[0]
        try:
            address = ip_address(self.host)
        except ValueError:
            return self.host or "localhost"
        return "localhost" if address.is_unspecified or self.host == "127.0.0.1" else str(address)
