"""The demo portal's calendar: all its dates hang on one day, so that the same rows result whenever it is made."""

from datetime import UTC, date, datetime, timedelta

from homeport.core.clock import Clock

TODAY = datetime(2026, 1, 5, 9, 0, tzinfo=UTC)
"""The Monday morning on which the demo portal is shown: what is before has happened, what is after is planned."""

OPENING = TODAY - timedelta(days=160)
"""The morning on which its people started."""


SATURDAY = 5


def morning(day: int, minutes: int = 0) -> datetime:
    """Nine o'clock on a day counted from :data:`TODAY`, or some minutes later; never on a weekend."""
    return later(TODAY, day) + timedelta(minutes=minutes)


def later(moment: datetime, days: int) -> datetime:
    """The same time some days on, or on the Monday after that."""
    moment += timedelta(days=days)
    return moment + timedelta(days=SATURDAY + 2 - moment.weekday()) if moment.weekday() >= SATURDAY else moment


def day_of(moment: datetime) -> str:
    """The date of a moment, as clients write it."""
    return date(moment.year, moment.month, moment.day).isoformat()


class DemoClock(Clock):
    """A clock that stands where the loading of the demo data has put it."""

    __slots__ = ("moment",)

    def __init__(self, zone: str) -> None:
        super().__init__(zone)
        self.moment = OPENING

    def now(self) -> float:
        """The moment it stands at."""
        return self.moment.timestamp()
