"""Passwords, looked at aside: each takes 19 MiB and most of a processor, so two at a time leave others something."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TypeVar

from homeport.domain.portal.people import passwords

T = TypeVar("T")

WAITING = 64
"""Passwords that may wait to be looked at."""


class Checking:
    """Looks at passwords, in turns."""

    def __init__(self) -> None:
        self._waiting = 0
        self._hashing = ThreadPoolExecutor(2, thread_name_prefix="homeport-password")

    @property
    def is_busy(self) -> bool:
        """Whether so many wait that those of strangers are to be refused."""
        return self._waiting >= WAITING

    async def matches(self, password_hash: str | None, password: str) -> bool:
        """As :func:`~homeport.domain.portal.people.passwords.matches`."""
        return await self._aside(partial(passwords.matches, password_hash, password))

    async def hashed(self, password: str) -> str:
        """As :func:`~homeport.domain.portal.people.passwords.hashed`."""
        return await self._aside(partial(passwords.hashed, password))

    async def _aside(self, job: Callable[[], T]) -> T:
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._hashing, job)
        finally:
            self._waiting -= 1
