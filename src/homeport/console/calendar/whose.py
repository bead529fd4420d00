"""Whose calendar a page shows: the person's own, the company's, or a group's."""

from typing import NamedTuple

from homeport.console.crm.search import read_number
from homeport.console.section import Signed
from homeport.console.tasks.lists import groups_of

OWN, COMPANY = "own", "company"


class Whose(NamedTuple):
    """A calendar.

    :param code: in addresses: ``own``, ``company``, ``5`` for a group's
    :param type: as methods call it
    :param owner: its number; 0 for the company's
    """

    code: str
    title: str
    type: str
    owner: int


async def calendars_of(visit: Signed) -> list[Whose]:
    """The calendars that the person chooses from."""
    groups = await groups_of(visit)
    return [
        Whose(OWN, "Mine", "user", visit.someone.user_id),
        Whose(COMPANY, "Company", "company_calendar", 0),
        *(Whose(str(number), name, "group", number) for number, name in groups),
    ]


def chosen(visit: Signed, calendars: list[Whose], code: str) -> Whose:
    """The one of a code, also of a group that the person is not in; else the person's own."""
    found = next((each for each in calendars if each.code == code), None)
    if found is None and (group := read_number(code)):
        return Whose(code, f"Group {group}", "group", group)
    return found or calendars[0]


def code_of(visit: Signed, kind: str, owner: int) -> str:
    """The code of a calendar, as an event names it."""
    return {"company_calendar": COMPANY, "group": str(owner)}.get(kind, OWN)
