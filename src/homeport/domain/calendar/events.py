"""Events of calendars: their codes.

Source: ``api-reference/calendar/events/``.
"""

from collections.abc import Iterable, Iterator

from homeport.domain.records.collection import ADD, DELETE, UPDATE

CALENDAR = "calendar"
"""The scope that an application needs to be told."""

SECTION = "ONCALENDARSECTION{verb}"
"""Of calendars, and of resources, which are calendars too."""


def codes(types: Iterable[int]) -> Iterator[str]:
    """The code of every event of calendars."""
    yield from (SECTION.format(verb=verb) for verb in (ADD, UPDATE, DELETE))
