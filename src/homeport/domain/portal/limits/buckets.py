"""Leaky buckets of a portal, in memory that the workers of a host share, or in the database for all hosts."""

import math
import time
from abc import ABC, abstractmethod
from collections.abc import Hashable
from typing import NamedTuple

from homeport.store.counters import Counters
from homeport.store.tallies import Portion, Tallies, key_of


class Bucket(NamedTuple):
    """A kind of bucket.

    :param name: of the kind
    :param leak: what leaves it at the end of each second
    :param most: the level above which nothing is let in
    :param watched: whether :meth:`Buckets.may_hold` is asked of it
    :param lasting: whether it must not be forgotten, however many others are poured into
    """

    name: str
    leak: float
    most: float
    watched: bool = False
    lasting: bool = False


class Buckets(ABC):
    """The buckets of one portal."""

    @abstractmethod
    def pour(self, bucket: Bucket, source: str, amount: float, now: float) -> float | None:
        """Pour into a source's bucket, after what has leaked by now; its level then, or None when it is too full.

        :param amount: may be negative, and nothing
        :param now: seconds since 1970 on the portal's clock
        """

    @abstractmethod
    def may_hold(self, bucket: Bucket, source: str) -> bool:
        """Whether a source's bucket, of the one kind that is watched, may hold anything; costs next to nothing."""


class OwnBuckets(Buckets):
    """Those of one host.

    :param counters: where they are kept, for all workers
    :param contents: names the portal's contents: after a reset, counting begins anew
    """

    MAX_POURED = 10_000
    """Sources that a worker keeps in mind to answer :meth:`may_hold`."""
    UNSURE_SECONDS = 60.0
    """How long it says yes of every source after there were more: longer than any bucket takes to leak empty."""

    def __init__(self, counters: Counters, contents: Hashable) -> None:
        self._counters = counters
        self._contents = hash(contents)
        self._poured: set[str] = set()
        self._unsure_until = -math.inf

    def pour(self, bucket: Bucket, source: str, amount: float, now: float) -> float | None:
        values = self._counters.values
        with self._counters.lock:
            place = self._drain(bucket, source, now)
            level = values[place]
            if level > bucket.most:
                return None
            values[place] = level + amount
        if bucket.watched:
            self._remember(source, level + amount)
        return level + amount

    def _remember(self, source: str, level: float) -> None:
        if level <= 0:
            self._poured.discard(source)
        elif source not in self._poured:
            if len(self._poured) >= self.MAX_POURED:
                self._poured.clear()
                self._unsure_until = time.monotonic() + self.UNSURE_SECONDS
            self._poured.add(source)

    def may_hold(self, bucket: Bucket, source: str) -> bool:
        return source in self._poured or time.monotonic() < self._unsure_until

    def _drain(self, bucket: Bucket, source: str, now: float) -> int:
        """Let out what leaks by now, once a second from the first request on; where the level is."""
        key = (self._contents, bucket.name, source)
        place = self._counters.cell(key) if bucket.lasting else self._counters.record(key, now)
        values = self._counters.values
        level, since = values[place], values[place + 1]
        seconds = math.floor(now - since)
        if level <= 0 or seconds < 0:  # empty, or the clock was set back
            values[place], values[place + 1] = max(level, 0.0), now
        elif seconds:
            values[place] = max(level - seconds * bucket.leak, 0.0)
            values[place + 1] = since + seconds
        return place


class SharedBuckets(Buckets):
    """Those of all hosts of a database.

    :param tallies: where they are kept
    :param contents: as above
    """

    LOOK_SECONDS = 1.0
    """How old what :meth:`may_hold` knows of other processes may be."""

    def __init__(self, tallies: Tallies, contents: Hashable) -> None:
        self._tallies = tallies
        self._contents = contents
        self._filled: set[str] = set()
        self._look_at = -math.inf

    def pour(self, bucket: Bucket, source: str, amount: float, now: float) -> float | None:
        key = self._key(bucket, source)
        level = self._tallies.pour(Portion(bucket.name, key, float(bucket.leak), bucket.most, float(amount)), now)
        if bucket.watched and level:
            self._filled.add(key)
        return level

    def may_hold(self, bucket: Bucket, source: str) -> bool:
        if time.monotonic() > self._look_at:
            self._look_at = time.monotonic() + self.LOOK_SECONDS
            self._filled = self._tallies.filled(bucket.name)
        return bool(self._filled) and self._key(bucket, source) in self._filled

    def _key(self, bucket: Bucket, source: str) -> str:
        return key_of(self._contents, bucket.name, source)
