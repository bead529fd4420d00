"""Who works here: by departments, or those of a name."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from starlette.responses import Response

from homeport.console.crm.names import full_name
from homeport.console.section import Signed

MOST = 1_000
"""People that the page shows."""


class Person(NamedTuple):
    """Somebody who works here.

    :param heads: whether it is the department's head
    """

    user_id: int
    name: str
    position: str
    email: str
    heads: bool


class Department(NamedTuple):
    """A department.

    :param depth: how many others it is within
    """

    number: str
    name: str
    depth: int
    people: list[Person]


async def show(visit: Signed) -> Response:
    """The departments in their order, each with its people; of a search only those that are found."""
    words = visit.query("q").strip()
    wanted: dict[str, Any] = {"FIND": words} if words else {}
    found = await _all(visit, "user.search" if words else "user.get", filter={**wanted, "ACTIVE": True})
    departments = await _all(visit, "department.get", sort="SORT", order="ASC")
    shown = list(_tree(departments, found, empty=not words))
    placed = {person.user_id for each in shown for person in each.people}
    others = [_person(each, "") for each in found if int(each["ID"]) not in placed]
    return visit.page("people/structure", departments=shown, others=others, words=words, count=len(found))


async def _all(visit: Signed, method: str, **given: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    start: int | None = 0
    while start is not None and len(found) < MOST:
        page = await visit.call.answer(method, **given, start=start)
        found += page.result
        start = page.next
    return found


def _tree(departments: list[dict[str, Any]], people: list[dict[str, Any]], *, empty: bool) -> Iterator[Department]:
    """Departments from the top down, each before those within it.

    :param empty: whether those without people are wanted
    """
    known = {each["ID"] for each in departments}
    below: dict[str, list[dict[str, Any]]] = {}
    for each in departments:
        parent = str(each.get("PARENT") or "")
        below.setdefault(parent if parent in known else "", []).append(each)
    working: dict[str, list[dict[str, Any]]] = {}
    for each in people:
        for number in each.get("UF_DEPARTMENT") or []:
            working.setdefault(str(number), []).append(each)
    waiting = [(each, 0) for each in reversed(below.get("", []))]
    while waiting:
        each, depth = waiting.pop()
        head = str(each.get("UF_HEAD") or "")
        there = sorted((_person(user, head) for user in working.get(each["ID"], [])), key=lambda one: not one.heads)
        if there or empty:
            yield Department(each["ID"], each["NAME"], depth, there)
        waiting += [(inner, depth + 1) for inner in reversed(below.get(each["ID"], []))]


def _person(user: dict[str, Any], head: str) -> Person:
    position, email = user.get("WORK_POSITION") or "", user.get("EMAIL") or ""
    return Person(int(user["ID"]), full_name(user), position, email, user["ID"] == head)
