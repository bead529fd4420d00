"""How much of a body is taken before it is known who sends it, and where long ones are read."""

from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from homeport.core.errors import QUERY_LIMIT_EXCEEDED

SHORT = 64 * 1024
"""Bytes of a body that are taken from anybody, and read at once."""

ROOM = 64 * 1024 * 1024
"""Bytes that may be kept at a time, in one process, of longer bodies that have the credential within them."""

READERS = 2
"""Long bodies that are read at a time, so that whatever they hold, short calls are answered meanwhile."""


class Room:
    """What there is room for of bodies whose senders are not known yet.

    :param size: bytes, for all sources together; one source may have half of it
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._taken: dict[str, int] = {}

    def take(self, source: str, size: int) -> None:
        """Take room, which :meth:`give_back` frees.

        :param source: the address that a body comes from
        :raises CallError: ``QUERY_LIMIT_EXCEEDED`` when there is none; then none is taken
        """
        own = self._taken.get(source, 0) + size
        if own > self._size // 2 or sum(self._taken.values()) + size > self._size:
            raise QUERY_LIMIT_EXCEEDED()
        self._taken[source] = own

    def give_back(self, source: str, size: int) -> None:
        """Free what was taken."""
        left = self._taken[source] - size
        if left:
            self._taken[source] = left
        else:
            del self._taken[source]


def readers() -> ThreadPoolExecutor:
    """The threads in which long bodies are read; none is started before there is one."""
    return ThreadPoolExecutor(READERS, thread_name_prefix="homeport-body")


async def drop(receive: Callable[[], Awaitable[MutableMapping[str, Any]]], most: int) -> None:
    """Let a client finish sending what nobody reads: most look for an answer only then.

    :param most: bytes after which it is not waited for any longer
    """
    size = 0
    while size <= most:
        message = await receive()
        size += len(message.get("body", b""))
        if not message.get("more_body"):
            return
