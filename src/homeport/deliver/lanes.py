"""Whose turn it is: handlers are called beside each other, few of one owner at once, and slow ones rest.

What waits for one address is a lane: it is delivered in order. Owners are an application, and each user who bound
handlers for himself, so that nobody's handlers keep another's waiting.
"""

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from homeport.domain.events.outbox import Lane

TOGETHER = 4
"""Lanes of one owner that are delivered at once."""
PATIENCE = 3
"""How often in a row a handler may let its call time out before it rests."""
RESTS = (60.0, 300.0, 1800.0, 3600.0)
"""Seconds of each further rest, of the portal's clock."""


class _Key(NamedTuple):
    portal: str
    lane: Lane


class _Owner(NamedTuple):
    portal: str
    client_id: str
    user_id: int


class Lanes:
    """What is being delivered, and who rests. Of one process, as only one delivers."""

    def __init__(self) -> None:
        self._busy: set[_Key] = set()
        self._owners: Counter[_Owner] = Counter()
        self._served: dict[_Key, int] = {}
        self._count = 0
        self._timeouts: Counter[_Key] = Counter()
        self._resting: dict[_Key, float] = {}

    def begin(self, portal: str, due: Iterable[Lane], now: float) -> list[Lane]:
        """Of lanes that have something to deliver, those that are to be delivered now; :meth:`end` is owed for each.

        :param now: by the portal's clock
        """
        waiting = sorted((_Key(portal, lane) for lane in due), key=lambda key: self._served.get(key, 0))
        begun = []
        for key in waiting:
            owner = _owner(key)
            if key not in self._busy and self._owners[owner] < TOGETHER and self._resting.get(key, now) <= now:
                self._busy.add(key)
                self._owners[owner] += 1
                begun.append(key.lane)
        return begun

    def end(self, portal: str, lane: Lane) -> None:
        """A lane is not delivered any more, for now: others of its owner come first."""
        key = _Key(portal, lane)
        self._busy.discard(key)
        self._owners[_owner(key)] -= 1
        self._count += 1
        self._served[key] = self._count
        if len(self._served) > _KNOWN:
            self._served.clear()
        self._owners += Counter()  # drops those that have none

    def answered(self, portal: str, lane: Lane) -> None:
        """The handler was called, and did not let the call time out."""
        key = _Key(portal, lane)
        self._resting.pop(key, None)
        del self._timeouts[key]

    def timed_out(self, portal: str, lane: Lane, now: float) -> None:
        """The handler let its call time out: perhaps it rests now.

        :param now: by the portal's clock
        """
        key = _Key(portal, lane)
        if len(self._timeouts) > _KNOWN:
            self._timeouts.clear()
            self._resting.clear()
        self._timeouts[key] += 1
        rests = self._timeouts[key] - PATIENCE
        if rests >= 0:
            self._resting[key] = now + RESTS[min(rests, len(RESTS) - 1)]

    def resting(self, portal: str, due: Iterable[Lane], now: float) -> dict[Lane, float]:
        """Of lanes, those that rest, and until when."""
        found = {lane: self._resting.get(_Key(portal, lane), now) for lane in due}
        return {lane: until for lane, until in found.items() if until > now}


_KNOWN = 10_000
"""Lanes that are kept in mind."""


def _owner(key: _Key) -> _Owner:
    return _Owner(key.portal, key.lane.client_id, key.lane.user_id)
