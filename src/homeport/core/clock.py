"""The time, as a portal sees it, and how the protocol writes it."""

import time
from datetime import UTC, datetime
from functools import lru_cache
from typing import Annotated
from zoneinfo import ZoneInfo

import msgspec

Moment = Annotated[float, msgspec.Meta(ge=1, le=32_503_680_000)]
"""Seconds since 1970, UTC; up to the year 3000."""


class ClockState(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """How a clock is set.

    :param frozen_at: the moment it stands at; None when it runs
    :param offset: seconds that it is ahead of the machine's, while it runs
    """

    frozen_at: Moment | None = None
    offset: Annotated[float, msgspec.Meta(ge=-32_503_680_000, le=32_503_680_000)] = 0.0


REAL = ClockState()
"""The machine's own time."""


class Clock:
    """A portal's clock. Everything that asks for the time asks it, so that a test can hold it.

    :param zone: the portal's time zone, an IANA name such as ``Europe/Berlin``
    """

    __slots__ = ("state", "zone")

    def __init__(self, zone: str = "UTC") -> None:
        self.zone = ZoneInfo(zone)
        self.state = REAL

    def now(self) -> float:
        """Seconds since 1970, UTC."""
        state = self.state
        if state is REAL:
            return time.time()
        return time.time() + state.offset if state.frozen_at is None else state.frozen_at

    def frozen(self, at: float | None = None) -> ClockState:
        """How to set it to stand at a moment, or where it is."""
        return ClockState(frozen_at=self.now() if at is None else at)

    def advanced(self, seconds: float) -> ClockState:
        """How to set it to be later by some seconds, standing or running as it does."""
        if self.state.frozen_at is not None:
            return ClockState(frozen_at=self.state.frozen_at + seconds)
        return ClockState(offset=self.state.offset + seconds)

    def running_from(self, at: float) -> ClockState:
        """How to set it to run from a moment."""
        return ClockState(offset=at - time.time())

    def stamp(self) -> str:
        """Now, in the stored form."""
        return _stored(int(self.now()))

    def iso(self, seconds: float) -> str:
        """A moment as the protocol writes it: ``2026-01-01T00:00:00+00:00``, in the portal's zone."""
        return _iso(int(seconds), self.zone)


@lru_cache(maxsize=4096)
def _iso(seconds: int, zone: ZoneInfo) -> str:
    return datetime.fromtimestamp(seconds, zone).isoformat()


@lru_cache(maxsize=64)
def _stored(seconds: int) -> str:
    return to_stored(datetime.fromtimestamp(seconds, UTC))


def to_stored(moment: datetime) -> str:
    """The stored form of an aware moment, ``2026-01-05 09:00:00``: UTC, to the second, sortable as text."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "seconds")


@lru_cache(maxsize=65536)
def stored_to_iso(stored: str, zone: ZoneInfo) -> str:
    """A stored moment as the protocol writes it, in a zone."""
    return datetime.fromisoformat(stored).replace(tzinfo=UTC).astimezone(zone).isoformat()
