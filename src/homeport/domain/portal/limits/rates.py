"""How many requests a source address may make: a leaky bucket, as ``limits.md`` describes it.

A second bucket, for wrong codes and tokens, is there under every plan: it makes guessing them slow.
"""

import math

from homeport.core.errors import QUERY_LIMIT_EXCEEDED
from homeport.domain.portal.limits.buckets import Bucket, Buckets
from homeport.domain.portal.limits.plans import Rate

GUESSES = Rate(100, 2)
"""Wrong codes that a source may send, before whatever it sends is refused for a while."""

PASSWORDS_OF_SOURCE = Rate(20, 0.1)
PASSWORDS_OF_LOGIN = Rate(50, 0.1)
PASSWORDS_OF_BROWSER = Rate(20, 0.1)
"""Wrong passwords from a source, for a user from anywhere, and for a user from a browser that has signed in as this one
before: then the other two do not count, so that strangers who guess lock nobody out who was there before. After that
many more are refused for a while.
"""

_GUESSES = Bucket("guesses", GUESSES.leak, math.inf, watched=True)


def _passwords(name: str, rate: Rate) -> Bucket:
    return Bucket(f"passwords {name}", rate.leak, rate.bucket - 1, lasting=True)


_FROM = _passwords("from", PASSWORDS_OF_SOURCE)
_FOR = _passwords("for", PASSWORDS_OF_LOGIN)
_IN = _passwords("in", PASSWORDS_OF_BROWSER)


class Limits:
    """What is limited of one portal, whatever its plan. Called in turns: the buckets may be a database's."""

    def __init__(self, buckets: Buckets) -> None:
        self._buckets = buckets

    def admit(self, source: str, rate: Rate, now: float) -> None:
        """Count a request in.

        :param source: the address it came from
        :param now: seconds since 1970 on the portal's clock
        :raises CallError: ``QUERY_LIMIT_EXCEEDED`` when the bucket is full; then it is not counted
        """
        bucket = Bucket("rate", rate.leak, math.nextafter(rate.bucket, 0))  # one more may come unless it is full
        if self._buckets.pour(bucket, source, 1, now) is None:
            raise QUERY_LIMIT_EXCEEDED()

    def check_guesses(self, source: str, now: float) -> None:
        """Refuse a source that sent too many wrong codes, whatever it sends now: a right guess must not stand out.

        :param source: empty when it is not known: then nobody is refused for what others do
        :raises CallError: ``QUERY_LIMIT_EXCEEDED``
        """
        if not self._buckets.may_hold(_GUESSES, source):  # nearly everybody: a look costs less than a record
            return
        level = self._buckets.pour(_GUESSES, source, 0, now)
        if level is None or level >= GUESSES.bucket:
            raise QUERY_LIMIT_EXCEEDED()

    def count_guess(self, source: str, now: float) -> None:
        """Count a wrong code."""
        if source:
            self._buckets.pour(_GUESSES, source, 1, now)

    def admit_password(self, source: str, login: str, browser: str, now: float) -> None:
        """Count an attempt to sign in, before it is known how it ends: many at once must not slip through.

        :param source: empty when it is not known
        :param login: whom it is for, whether there is such a user or not
        :param browser: names a browser that has signed in as this user before; else empty
        :raises CallError: ``QUERY_LIMIT_EXCEEDED`` when there were too many; then it is not counted
        """
        poured: list[tuple[Bucket, str]] = []
        for bucket, name in _counted(source, login, browser):
            if self._buckets.pour(bucket, name, 1, now) is None:
                for before in poured:
                    self._take_back(*before, now)
                raise QUERY_LIMIT_EXCEEDED()
            poured.append((bucket, name))

    def forgive_password(self, source: str, login: str, browser: str, now: float) -> None:
        """Count an attempt out that ended well."""
        for bucket, name in _counted(source, login, browser):
            self._take_back(bucket, name, now)

    def _take_back(self, bucket: Bucket, source: str, now: float) -> None:
        self._buckets.pour(bucket._replace(most=math.inf), source, -1, now)


def _counted(source: str, login: str, browser: str) -> list[tuple[Bucket, str]]:
    """What an attempt to sign in counts for."""
    if browser:
        return [(_IN, browser)]
    return [*([(_FROM, source)] if source else []), (_FOR, login.lower())]
