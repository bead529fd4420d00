"""Events of online booking: their codes, and telling of rows.

Sources: the pages in ``booking/*/events/``.
"""

from collections.abc import Iterable, Iterator

from homeport.core.ctx import Ctx
from homeport.domain.events import emission
from homeport.domain.records.collection import ADD, DELETE, UPDATE, Change

BOOKING = "booking"
"""The scope that an application needs to be told."""

TYPES, RESOURCES = "ONBOOKINGRESOURCETYPE", "ONBOOKINGRESOURCE"
BOOKINGS, ENTRIES = "ONBOOKING", "ONBOOKINGWAITLISTITEM"


def codes(types: Iterable[int]) -> Iterator[str]:
    """The code of every event of online booking."""
    for rows in (TYPES, RESOURCES, BOOKINGS, ENTRIES):
        yield from (f"{rows}{verb}" for verb in (ADD, UPDATE, DELETE))


def tell(ctx: Ctx, rows: str, verb: str, number: int) -> None:
    """Tell of a row.

    :param rows: of which rows it is one
    :param verb: ADD, UPDATE or DELETE
    """
    emission.tell(ctx, (f"{rows}{verb}",), {"ID": number}, BOOKING)


def told_of_types(change: Change, verb: str) -> None:
    """Tell of a resource type."""
    tell(change.ctx, TYPES, verb, change.row["ID"])


def told_of_resources(change: Change, verb: str) -> None:
    """Tell of a resource."""
    tell(change.ctx, RESOURCES, verb, change.row["ID"])
