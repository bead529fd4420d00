"""What applications have bound to placements, for the pages that have the placement.

A page lists its widgets with :func:`tabs`; each leads to a page of its own, or is opened within the page by
:func:`opened` and the macro ``frame`` of ``apps/frame.html``.
"""

from typing import NamedTuple
from urllib.parse import urlencode

from homeport.console.apps import opening
from homeport.console.apps.opening import Opening
from homeport.console.section import Signed
from homeport.domain.portal import widgets


class Tab(NamedTuple):
    """A widget as a page lists it.

    :param href: the page that shows it alone
    :param group: what it is listed under; empty for nothing
    """

    id: int
    title: str
    description: str
    group: str
    href: str


def tabs(visit: Signed, placement: str, **options: str) -> list[Tab]:
    """What the person sees at a placement.

    :param placement: its code, such as ``CRM_DEAL_DETAIL_TAB``
    :param options: what the placement tells: ``ID="12"``
    """
    query = f"?{urlencode(options)}" if options else ""
    return [
        Tab(
            each.id,
            each.title,
            each.description,
            each.group,
            f"/apps/{each.app.id}/placement/{each.id}/{query}",
        )
        for each in widgets.at(visit.portal.store.reading(), placement, visit.someone.user_id)
    ]


def opened(visit: Signed, placement: str, widget_id: int) -> Opening:
    """A widget to be shown within the page: give its ``origin`` to ``visit.page(..., frames=...)``.

    :raises ProblemError: when there is no such thing at the placement, or not for this person
    """
    found = widgets.find(visit.portal.store.reading(), widget_id, visit.someone.user_id)
    if found is None or found.placement != placement:
        raise opening.not_there()
    return opening.of(visit, found)
