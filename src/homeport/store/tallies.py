"""What all hosts of a database count together, and what a store offers for it.

Where processes share no memory, the arithmetic is done where the numbers are: one statement each, which needs no other
transaction and need not outlast a crash.
"""

from abc import ABC, abstractmethod
from hashlib import blake2b
from typing import NamedTuple


class Portion(NamedTuple):
    """What is poured into a leaky bucket.

    :param kind: of bucket, by which :meth:`Tallies.filled` finds it
    :param key: of the bucket, from :func:`key_of`
    :param leak: what leaves the bucket at the end of each second
    :param most: the level above which nothing is let in
    :param amount: may be negative
    """

    kind: str
    key: str
    leak: float
    most: float
    amount: float


class Tallies(ABC):
    """Numbers of one portal. They are called where a read may be waited for: in turns and in threads."""

    @abstractmethod
    def pour(self, portion: Portion, now: float) -> float | None:
        """Pour into a bucket, after what has leaked by now; its level then, or None when nothing was let in.

        :param now: seconds since 1970 on the portal's clock
        """

    @abstractmethod
    def filled(self, kind: str) -> set[str]:
        """The keys of the buckets of a kind that are not known to be empty."""

    @abstractmethod
    def bill(self, key: str, started: float, seconds: float, window: float) -> tuple[float, float]:
        """Add seconds to the basket of a minute; the sum within a window, and when its oldest basket was begun."""

    @abstractmethod
    def billed(self, key: str, now: float, window: float) -> tuple[float, float | None]:
        """The sum of seconds within a window, and when its oldest basket was begun, if there is one."""


def key_of(*words: object) -> str:
    """Names a record by words of any length, the same on all hosts."""
    return blake2b("\0".join(map(str, words)).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
