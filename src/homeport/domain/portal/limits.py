"""How many requests a source address may make: a leaky bucket, as ``limits.md`` describes it.

A second bucket, for wrong codes and tokens, is there under every plan: it makes guessing them slow.
"""

from collections.abc import Hashable
from math import floor

from homeport.core.errors import QUERY_LIMIT_EXCEEDED
from homeport.domain.portal.plans import Rate
from homeport.store.counters import Counters

GUESSES = Rate(100, 2)
"""Wrong codes that a source may send, before whatever it sends is refused for a while."""

PASSWORDS_OF_SOURCE = Rate(20, 0.1)
PASSWORDS_OF_LOGIN = Rate(50, 0.1)
"""Wrong passwords from an address, and for a user from anywhere, before more are refused for a while."""

MAX_GUESSERS = 10_000
"""Sources of wrong codes that a worker keeps in mind."""


class Limits:
    """The buckets of one portal.

    :param counters: where they are kept, for all workers
    :param contents: names the portal's contents: after a reset, counting begins anew
    """

    def __init__(self, counters: Counters, contents: Hashable) -> None:
        self._counters = counters
        self._contents = hash(contents)
        self._guessers: set[str] = set()

    def admit(self, source: str, rate: Rate, now: float) -> None:
        """Count a request in.

        :param source: the address it came from
        :param now: seconds since 1970 on the portal's clock
        :raises CallError: ``QUERY_LIMIT_EXCEEDED`` when the bucket is full; then it is not counted
        """
        with self._counters.lock:
            place = self._drain("rate", source, rate, now)
            if self._counters.values[place] >= rate.bucket:
                raise QUERY_LIMIT_EXCEEDED()
            self._counters.values[place] += 1

    def check_guesses(self, source: str, now: float) -> None:
        """Refuse a source that sent too many wrong codes, whatever it sends now: a right guess must not stand out.

        :raises CallError: ``QUERY_LIMIT_EXCEEDED``
        """
        if source not in self._guessers:  # nearly everybody: a look costs less than a record
            return
        with self._counters.lock:
            level = self._counters.values[self._drain("guesses", source, GUESSES, now)]
        if level >= GUESSES.bucket:
            raise QUERY_LIMIT_EXCEEDED()
        if not level:
            self._guessers.discard(source)

    def count_guess(self, source: str, now: float) -> None:
        """Count a wrong code."""
        if len(self._guessers) >= MAX_GUESSERS:
            self._guessers.clear()
        self._guessers.add(source)
        with self._counters.lock:
            self._counters.values[self._drain("guesses", source, GUESSES, now)] += 1

    def admit_password(self, source: str, login: str, now: float) -> None:
        """Count an attempt to sign in, before it is known how it ends: many at once must not slip through.

        :param login: whom it is for, whether there is such a user or not
        :raises CallError: ``QUERY_LIMIT_EXCEEDED`` when there were too many; then it is not counted
        """
        with self._counters.lock:
            places = self._passwords(source, login, now)
            if any(self._counters.values[place] + 1 > rate.bucket for place, rate in places):
                raise QUERY_LIMIT_EXCEEDED()
            for place, _ in places:
                self._counters.values[place] += 1

    def forgive_password(self, source: str, login: str, now: float) -> None:
        """Count an attempt out that ended well."""
        with self._counters.lock:
            for place, _ in self._passwords(source, login, now):
                self._counters.values[place] -= 1

    def _passwords(self, source: str, login: str, now: float) -> tuple[tuple[int, Rate], tuple[int, Rate]]:
        of_source, of_login = PASSWORDS_OF_SOURCE, PASSWORDS_OF_LOGIN
        return (
            (self._drain("passwords from", source, of_source, now), of_source),
            (self._drain("passwords for", login.lower(), of_login, now), of_login),
        )

    def _drain(self, kind: str, source: str, rate: Rate, now: float) -> int:
        """Let out what leaks by now, once a second from the first request on; where the level is."""
        place = self._counters.record((self._contents, kind, source), now)
        values = self._counters.values
        level, since = values[place], values[place + 1]
        seconds = floor(now - since)
        if level <= 0 or seconds < 0:  # empty, or the clock was set back
            values[place], values[place + 1] = max(level, 0.0), now
        elif seconds:
            values[place] = max(level - seconds * rate.leak, 0.0)
            values[place + 1] = since + seconds
        return place
