"""How many connections there may be: of all sources, of one of them, and how long they may take."""

import resource
import time
from collections.abc import Iterable
from ipaddress import ip_address, ip_network
from typing import NamedTuple

from homeport.core.errors import QUERY_LIMIT_EXCEEDED
from homeport.core.hosts import neighbours_of
from homeport.core.log import LOG
from homeport.wire import envelope

MOST_DESCRIPTORS = 65_536
"""What is asked for at the start, where the machine allows as many."""
_KEPT = 1_024
"""Descriptors that connections leave to portals and to what else is opened; a quarter where there are few."""


class Patience(NamedTuple):
    """How long a connection may take, in seconds.

    :param head: until the head of a request has come whole, from the connection's beginning or the head's
    :param body: until its body has, and one more for each :data:`BODY_BYTES` of it
    :param unread: without any of an answer being read
    """

    head: float = 10.0
    body: float = 60.0
    unread: float = 60.0


BODY_BYTES = 16 * 1024
"""Bytes of a body that are worth a second."""


SAY_SECONDS = 60.0
"""How often the log says that connections are refused."""


def raise_descriptors() -> int:
    """Let this process and those it starts open as many descriptors as they may; how many that is."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MOST_DESCRIPTORS if hard == resource.RLIM_INFINITY else min(hard, MOST_DESCRIPTORS)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
        return wanted
    return MOST_DESCRIPTORS if soft == resource.RLIM_INFINITY else soft


def most_of(descriptors: int) -> int:
    """How many of a process's descriptors may be connections."""
    return descriptors - min(_KEPT, descriptors // 4)


def _refusal() -> bytes:
    status, headers, body = envelope.failure(QUERY_LIMIT_EXCEEDED())
    lines = [f"HTTP/1.1 {status} Service Unavailable".encode(), *(b": ".join(pair) for pair in headers)]
    return b"\r\n".join([*lines, b"retry-after: 1", b"connection: close", b"", body])


REFUSAL = _refusal()
"""What is sent to those that are too many; before keys are agreed on nothing can be."""


class Guests:
    """The connections that a process has.

    :param most: of all sources
    :param most_of_source: of one source, of IPv6 a network; never more than half of all
    :param proxies: addresses and networks that speak for many, and may have all
    """

    def __init__(self, most: int, most_of_source: int, proxies: Iterable[str] = ()) -> None:
        self._most = most
        self._most_of_source = max(min(most_of_source, most // 2), 1)
        self._proxies = tuple(map(ip_network, proxies))
        self._of_source: dict[str, int] = {}
        self._said = -SAY_SECONDS
        self.number = 0

    def admit(self, address: str) -> "Guest | None":
        """Let a connection in; None when there are too many.

        :param address: where it comes from
        """
        source = neighbours_of(address)
        of_source = self._of_source.get(source, 0)
        if self.number >= self._most or (of_source >= self._most_of_source and not self._is_proxy(address)):
            self._say(address)
            return None
        self.number += 1
        self._of_source[source] = of_source + 1
        return Guest(self, source)

    def _say(self, address: str) -> None:
        now = time.monotonic()
        if now - self._said >= SAY_SECONDS:
            self._said = now
            LOG.warning("connections of %s are refused: there are too many", address)

    def _is_proxy(self, address: str) -> bool:
        return any(ip_address(address.partition("%")[0]) in network for network in self._proxies)

    def forget(self, source: str) -> None:
        """Count a connection out."""
        self.number -= 1
        self._of_source[source] -= 1
        if not self._of_source[source]:
            del self._of_source[source]


class Guest:
    """One connection, as long as it is there."""

    __slots__ = ("_guests", "_source")

    def __init__(self, guests: Guests, source: str) -> None:
        self._guests: Guests | None = guests
        self._source = source

    def leave(self) -> None:
        """Make room for another; may be called twice."""
        if self._guests is not None:
            self._guests.forget(self._source)
            self._guests = None
