"""Holding and moving a portal's clock. What comes due by that is done; the next request of every worker sees it."""

from datetime import datetime

import msgspec

from homeport.core.clock import REAL, Clock, ClockState, Moment
from homeport.domain.portal import settings
from homeport.domain.portal.settings import clock_of
from homeport.domain.records import timers
from homeport.store import Transaction


def freeze(tx: Transaction, at: float | None = None) -> Clock:
    """Hold the clock at a moment, or where it is.

    :raises msgspec.ValidationError: when it would leave the years 1970 to 3000
    """
    return _set(tx, clock_of(tx).frozen(at))


def advance(tx: Transaction, seconds: float) -> Clock:
    """Move the clock on, or back, whether it stands or runs.

    :raises msgspec.ValidationError: when it would leave the years 1970 to 3000
    """
    return _set(tx, clock_of(tx).advanced(seconds))


def start(tx: Transaction, at: float) -> Clock:
    """Let the clock run from a moment."""
    return _set(tx, clock_of(tx).running_from(at))


def real(tx: Transaction) -> Clock:
    """Let the clock be the machine's again."""
    return _set(tx, REAL)


def _set(tx: Transaction, state: ClockState) -> Clock:
    settings.change(tx, {"clock": state})
    clock = clock_of(tx)
    msgspec.convert(clock.now(), Moment)  # one that runs could still be far away
    timers.run(tx, clock)
    return clock


def moment(at: float | str | datetime) -> float:
    """A moment as seconds since 1970, from such a number, an ISO text with a time zone, or an aware datetime.

    :raises ValueError: when it is none
    """
    if isinstance(at, str):
        try:
            return float(at)
        except ValueError:
            try:
                at = datetime.fromisoformat(at)
            except ValueError:
                raise ValueError(f"{at!r} is no moment, such as 2026-01-01T00:00:00+00:00") from None
    if isinstance(at, datetime):
        if at.tzinfo is None:
            raise ValueError(f"{at} has no time zone: write it with one, as 2026-01-01T00:00:00+00:00")
        return at.timestamp()
    return float(at)
