"""What people choose from in dialogs that applications ask for: users, CRM records, access rights.

Found by the methods that the person may call, so that nobody sees more in a dialog than elsewhere.
Source: ``sdk/bx24-js-sdk/system-dialogues/``.
"""

import re
from typing import Any, NamedTuple

from homeport.console.section import Signed
from homeport.core import owner
from homeport.domain.portal.people.access_codes import EVERYONE

MOST = 30
"""How many are shown; whoever seeks more types more."""

MAX_CHOSEN = 50
MAX_TEXT = 100
MAX_DEPARTMENTS = 1_000
"""How many are looked through: their method finds whole names only."""

_EMPLOYEES = {"ACTIVE": True, "USER_TYPE": "employee"}


class Kind(NamedTuple):
    """Records of one type in the dialog.

    :param prefix: before their ids
    :param sought: the fields that the typed text may be in
    """

    type_id: int
    prefix: str
    sought: tuple[str, ...]


KINDS = {
    "lead": Kind(owner.LEAD, "L", ("title", "name", "lastName")),
    "contact": Kind(owner.CONTACT, "C", ("name", "lastName")),
    "company": Kind(owner.COMPANY, "CO", ("title",)),
    "deal": Kind(owner.DEAL, "D", ("title",)),
    "quote": Kind(owner.QUOTE, "Q", ("title",)),
}
_CHOSEN = re.compile(r"([A-Z]{1,2})_([1-9][0-9]{0,17})")


async def users(visit: Signed, text: str) -> list[dict[str, Any]]:
    """Employees by name or position."""
    wanted = {**_EMPLOYEES, "NAME_SEARCH": text} if text else _EMPLOYEES
    found = await visit.call("user.get", filter=wanted, sort="LAST_NAME", order="ASC")
    return [
        {"id": int(each["ID"]), "name": _name(each), "description": each.get("WORK_POSITION") or ""}
        for each in found[:MOST]
    ]


async def access(visit: Signed, text: str) -> list[dict[str, Any]]:
    """Everyone, departments and employees, by their access codes."""
    everyone = await visit.call("access.name", access=[EVERYONE])
    named = [{"id": EVERYONE, "name": everyone[EVERYONE]["name"], "description": ""}]
    for each in await _departments(visit):
        named.append({"id": f"D{each['ID']}", "name": each["NAME"], "description": "Department"})
        named.append(
            {"id": f"DR{each['ID']}", "name": f"{each['NAME']} and departments below", "description": "Department"}
        )
    found = [each for each in named if text.casefold() in each["name"].casefold()]
    people = [{**each, "id": f"U{each['id']}"} for each in await users(visit, text)]
    return (found + people)[:MOST]


async def _departments(visit: Signed) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    start: int | None = 0
    while start is not None and len(found) < MAX_DEPARTMENTS:
        page = await visit.call.answer("department.get", start=start)
        found += page.result
        start = page.next
    return found


async def records(visit: Signed, kind: str, text: str) -> list[dict[str, Any]]:
    """Records of one type whose names have a text in them, the newest first; none of a type that the person may not
    read.

    :param kind: one of :data:`KINDS`
    """
    wanted: dict[str, Any] = {"logic": "OR", **{f"%{field}": text for field in KINDS[kind].sought}} if text else {}
    return (await _records(visit, kind, {"0": wanted} if wanted else {}))[:MOST]


async def chosen(visit: Signed, ids: list[str]) -> list[dict[str, Any]]:
    """The records of ids such as ``L_12`` that the person may read."""
    found: list[dict[str, Any]] = []
    matches = [match for each in ids[:MAX_CHOSEN] if (match := _CHOSEN.fullmatch(each))]
    for name, kind in KINDS.items():
        numbers = [int(match[2]) for match in matches if match[1] == kind.prefix]
        if numbers:
            found += await _records(visit, name, {"@id": numbers})
    return found


async def _records(visit: Signed, name: str, wanted: dict[str, Any]) -> list[dict[str, Any]]:
    kind = KINDS[name]
    answer = await visit.call.or_none(
        "crm.item.list",
        entityTypeId=kind.type_id,
        select=["id", "title", "name", "lastName"],
        filter=wanted,
        order={"id": "DESC"},
    )
    items = answer["items"] if answer else []
    return [
        {
            "id": f"{kind.prefix}_{item['id']}",
            "type": name,
            "place": name,
            "title": _title(name, item),
            "desc": "",
            "url": f"/crm/{name}/show/{item['id']}/",
        }
        for item in items
    ]


def _title(kind: str, item: dict[str, Any]) -> str:
    person = " ".join(filter(None, (item.get("name"), item.get("lastName"))))
    return item.get("title") or person or f"{kind.capitalize()} {item['id']}"


def _name(user: dict[str, Any]) -> str:
    name = " ".join(filter(None, (user.get("NAME"), user.get("LAST_NAME"))))
    return name or user.get("EMAIL") or f"User {user['ID']}"
