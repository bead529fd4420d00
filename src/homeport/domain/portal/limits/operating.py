"""Operating time: how long each method ran for each credential, in one-minute baskets.

Source: ``limits.md``, "Resource Intensity Limits". A basket leaves the window ten minutes after its first call.
"""

from collections.abc import Hashable

from homeport.store.counters import FIELDS, Counters
from homeport.store.tallies import Tallies, key_of

BASKET_SECONDS = 60
WINDOW_SECONDS = 600
_BASKETS = FIELDS // 2


class Operating:
    """The baskets of one portal.

    :param counters: where they are kept, for all workers
    :param contents: names the portal's contents: after a reset, counting begins anew
    """

    def __init__(self, counters: Counters, contents: Hashable) -> None:
        self._counters = counters
        self._contents = hash(contents)

    def bill(self, key: str, method: str, started: float, seconds: float) -> tuple[float, int]:
        """Account a call.

        :param key: the credential's key
        :param started: when the call began, seconds since 1970 on the portal's clock
        :param seconds: how long the method ran
        :return: seconds in the window with this call, and when the oldest basket leaves it
        """
        counters, values = self._counters, self._counters.values
        with counters.lock:
            # a record: the start of a basket and its seconds, oldest first; a start of 0 ends the list
            first = counters.record((self._contents, key, method), started)
            opened = values[first]
            if not (opened and not values[first + 2] and started // BASKET_SECONDS == opened // BASKET_SECONDS):
                return self._bill(first, started, seconds)
            # the usual case, a single basket of this minute
            values[first + 1] += seconds
            return values[first + 1], int(opened) + WINDOW_SECONDS

    def _bill(self, first: int, started: float, seconds: float) -> tuple[float, int]:
        values = self._counters.values
        count = _forget_old(values, first, started)
        last = first + 2 * (count - 1)
        if count and (started // BASKET_SECONDS <= values[last] // BASKET_SECONDS or count == _BASKETS):
            values[last + 1] += seconds
        else:
            values[last + 2] = started
            values[last + 3] = seconds
            count += 1
        return _sum(values, first, count), int(values[first]) + WINDOW_SECONDS

    def spent(self, key: str, method: str, now: float) -> tuple[float, int]:
        """As :meth:`bill`, for a call that counts nothing: it begins no basket."""
        counters, values = self._counters, self._counters.values
        with counters.lock:
            first = counters.record((self._contents, key, method), now)
            count = values[first] and _forget_old(values, first, now)
            if not count:  # nearly every credential and method
                return 0.0, int(now) + WINDOW_SECONDS
            return _sum(values, first, int(count)), int(values[first]) + WINDOW_SECONDS


class SharedOperating:
    """The baskets of one portal for all hosts of a database, where a limit holds.

    :param contents: as above
    :param own: those of this host, from when no limit held
    """

    def __init__(self, tallies: Tallies, contents: Hashable, own: Operating) -> None:
        self._tallies = tallies
        self._contents = contents
        self._own = own

    def bill(self, key: str, method: str, started: float, seconds: float) -> tuple[float, int]:
        """As :meth:`Operating.bill`."""
        total, oldest = self._tallies.bill(key_of(self._contents, key, method), started, seconds, WINDOW_SECONDS)
        return total + self._own.spent(key, method, started)[0], int(oldest) + WINDOW_SECONDS

    def spent(self, key: str, method: str, now: float) -> tuple[float, int]:
        """As :meth:`Operating.spent`."""
        total, oldest = self._tallies.billed(key_of(self._contents, key, method), now, WINDOW_SECONDS)
        own, reset = self._own.spent(key, method, now)
        return total + own, reset if oldest is None else int(oldest) + WINDOW_SECONDS


def _sum(values: "memoryview[float]", first: int, count: int) -> float:
    return sum(values[first + 1 : first + 2 * count : 2])


def _forget_old(values: "memoryview[float]", first: int, now: float) -> int:
    """Take the baskets out that left the window, or that are ahead of a clock set back; how many remain."""
    count = 0
    while count < _BASKETS and values[first + 2 * count]:
        count += 1
    if not count or (_in_window(values[first], now) and _in_window(values[first + 2 * (count - 1)], now)):
        return count
    fields = range(first, first + 2 * count, 2)
    kept = [(values[at], values[at + 1]) for at in fields if _in_window(values[at], now)]
    for at, (start, seconds) in zip(fields, kept + [(0.0, 0.0)] * (count - len(kept)), strict=True):
        values[at], values[at + 1] = start, seconds
    return len(kept)


def _in_window(start: float, now: float) -> bool:
    return -WINDOW_SECONDS < now - start < WINDOW_SECONDS
