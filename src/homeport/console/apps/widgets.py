"""What applications have bound to placements, for the pages that have the placement.

A page lists its widgets with :func:`tabs`; each leads to a page of its own, or is opened within the page by
:func:`opened` and the macro ``frame`` of ``apps/frame.html``.
"""

from typing import NamedTuple
from urllib.parse import urlencode

from homeport.console.apps import opening
from homeport.console.apps.opening import Opening
from homeport.console.section import Signed
from homeport.domain.portal.apps import widgets
from homeport.domain.portal.apps.widgets import Widget


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


async def tabs(visit: Signed, placement: str, **options: str) -> list[Tab]:
    """What the person sees at a placement.

    :param placement: its code, such as ``CRM_DEAL_DETAIL_TAB``
    :param options: what the placement tells: ``ID="12"``
    """
    return listed((await at_each(visit, placement))[placement], **options)


async def at_each(visit: Signed, *placements: str) -> dict[str, list[Widget]]:
    """What the person sees at each of some placements, by their codes."""
    user_id = visit.someone.user_id
    return await visit.portal.read(lambda tx: {code: widgets.at(tx, code, user_id) for code in placements})


def listed(found: list[Widget], **options: str) -> list[Tab]:
    """Widgets as a page lists them.

    :param options: as in :func:`tabs`
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
        for each in found
    ]


async def opened(visit: Signed, placement: str, widget_id: int) -> Opening:
    """A widget to be shown within the page: give it to ``visit.page(..., shows=[…])``.

    :raises ProblemError: when there is no such thing at the placement, or not for this person
    """
    found = await visit.portal.read(lambda tx: widgets.find(tx, widget_id, visit.someone.user_id))
    if found is None or found.placement != placement:
        raise opening.not_there()
    return opening.of(visit, found)
