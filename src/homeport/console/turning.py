"""Pages of lists that are turned over by how many rows were before."""

from typing import NamedTuple
from urllib.parse import urlencode

from homeport.core.ctx import Page
from homeport.core.paging import PAGE


class Turned(NamedTuple):
    """Where a page is among others.

    :param previous: the address of the one before; empty on the first
    :param following: of the one after; empty on the last
    """

    place: str
    previous: str
    following: str


def turned(path: str, given: dict[str, str], page: Page, start: int, rows: int | None = None) -> Turned:
    """The pages around one.

    :param given: what the address says beside the place
    :param rows: how many it has; by default as many as the result
    """
    shown = len(page.result) if rows is None else rows

    def at(place: int) -> str:
        query = urlencode({**given, "start": str(place)} if place else given)
        return f"{path}?{query}" if query else path

    last = start + shown
    total = f" of {page.total:,}" if page.total is not None else ""
    return Turned(
        f"{start + 1:,} to {last:,}{total}" if shown else "Nothing here",
        at(max(start - PAGE, 0)) if start else "",
        at(page.next) if page.next else "",
    )
