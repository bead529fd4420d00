"""Events of calendars: their codes.

Source: ``api-reference/calendar/events/``, ``api-reference/calendar/calendar-event/events/``.
"""

from collections.abc import Iterable, Iterator

from homeport.domain.records.collection import ADD, DELETE, UPDATE

CALENDAR = "calendar"
"""The scope that an application needs to be told."""

SECTION = "ONCALENDARSECTION{verb}"
"""Of calendars, and of resources, which are calendars too."""
ENTRY = "ONCALENDARENTRY{verb}"
"""Of what is in them."""


def codes(types: Iterable[int]) -> Iterator[str]:
    """The code of every event of calendars."""
    for code in (SECTION, ENTRY):
        yield from (code.format(verb=verb) for verb in (ADD, UPDATE, DELETE))
