"""Pages of list methods: 50 records, from ``start``.

Source: ``settings/how-to-call-rest-api/list-methods-pecularities.md``, ``settings/performance/huge-data.md``.
"""

from collections.abc import Sequence
from typing import Any

from homeport.core.ctx import Page

PAGE = 50
UNCOUNTED = -1
"""The ``start`` that asks for the first page without counting."""


def start_of(given: Any) -> int:
    """A loosely given ``start`` as a number; nonsense is the first page, as clients rely on."""
    try:
        start = int(given or 0)
    except (TypeError, ValueError, OverflowError):
        return 0
    return UNCOUNTED if start < 0 else min(start, 2**62)


def page_of(records: Sequence[Any], given: Any) -> Page:
    """A page of the few records there can be, which are all at hand; at -1 all of them, uncounted.

    Up to one page is answered without ``total`` and ``next``.
    """
    start = start_of(given)
    if start < 0:
        return Page(records)
    if len(records) <= PAGE:
        return Page(records[start:])
    return counted_page_of(records, start)


def counted_page_of(records: Sequence[Any], given: Any) -> Page:
    """A page of records that are all at hand, always with ``total``; at -1 the first, uncounted."""
    start = start_of(given)
    if start < 0:
        return Page(records[:PAGE])
    following = start + PAGE
    return Page(records[start:following], len(records), following if following < len(records) else None)
