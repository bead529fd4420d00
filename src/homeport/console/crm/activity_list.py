"""The list of activities: the person's own by deadline, or everyone's, the newest first."""

from typing import Any, NamedTuple
from urllib.parse import urlencode

from starlette.responses import Response

from homeport.console.crm import activities
from homeport.console.crm.activities import Stored
from homeport.console.crm.kinds import kinds_of
from homeport.console.crm.names import Names
from homeport.console.crm.records import bound_to_list
from homeport.console.crm.search import read_number
from homeport.console.crm.timeline import CHIPS
from homeport.console.section import Signed
from homeport.core.paging import UNCOUNTED

LISTED = 20


class Part(NamedTuple):
    """A page of the list as it was read.

    :param place: what it is of the whole: ``1 to 20 of 57``
    :param back: what leads to the page before, for the address; None when this is the first
    :param further: what leads to the next page; None when this is the last
    """

    found: list[Stored]
    place: str
    back: dict[str, Any] | None
    further: dict[str, Any] | None


async def show_list(visit: Signed) -> Response:
    """The person's activities, or everyone's: those to be done unless the completed ones are asked for."""
    completed = visit.query("show") == "completed"
    everyones = visit.query("whose") == "all"
    wanted: dict[str, Any] = {"COMPLETED": "Y" if completed else "N"}
    if visit.query("q").strip():
        wanted["%SUBJECT"] = visit.query("q").strip()
    part = await (_of_everyone(visit, wanted) if everyones else _of_person(visit, wanted, completed))
    names = Names(visit.call, await kinds_of(visit.call))
    bound = await activities.bindings_of(visit.call, [int(each["ID"]) for each in part.found]) if part.found else {}
    for each in part.found:
        activities.want(names, each, bound.get(int(each["ID"]), activities.NOTHING), CHIPS)
    await names.load()
    clock = visit.portal.clock
    entries = [
        activities.view(names, clock, each, bound.get(int(each["ID"]), activities.NOTHING), CHIPS)
        for each in part.found
    ]

    def address(**changed: Any) -> str:
        given = {name: visit.query(name) for name in ("show", "whose", "q")} | changed
        query = urlencode({name: str(value) for name, value in given.items() if value})
        return f"/crm/activity/{'?' if query else ''}{query}"

    _, menu = await bound_to_list(visit, "ACTIVITY")
    return visit.page(
        "crm/activities",
        entries=entries,
        menu_of_entries=menu,
        completed=completed,
        everyones=everyones,
        address=address,
        place=part.place,
        back=None if part.back is None else address(**part.back),
        further=None if part.further is None else address(**part.further),
    )


async def _of_person(visit: Signed, wanted: dict[str, Any], completed: bool) -> Part:
    start = read_number(visit.query("start")) or 0
    page = await visit.call.answer(
        "crm.activity.list",
        select=activities.FIELDS,
        filter={**wanted, "RESPONSIBLE_ID": visit.someone.user_id},
        order={"DEADLINE": "DESC" if completed else "ASC"},
        start=start,
    )
    found, total = page.result[:LISTED], page.total or 0
    end = start + len(found)
    place = f"{start + 1} to {end} of {total}"
    back = {"start": max(start - LISTED, 0)} if start else None
    return Part(found, place, back, {"start": end} if end < total else None)


async def _of_everyone(visit: Signed, wanted: dict[str, Any]) -> Part:
    """By key and uncounted: these can be a million."""
    before = read_number(visit.query("before"))
    answer = await visit.call(
        "crm.activity.list",
        select=activities.FIELDS,
        filter=wanted if before is None else {**wanted, "<ID": before},
        order={"ID": "DESC"},
        start=UNCOUNTED,
    )
    found = answer[:LISTED]
    further = {"before": found[-1]["ID"]} if len(answer) > LISTED else None
    return Part(found, "The newest first", None if before is None else {}, further)
