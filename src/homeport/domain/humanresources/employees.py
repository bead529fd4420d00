"""Employees: active users who work in a department or head one.

Source: ``api-reference/departments/employee/``.
"""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors_v3 import ACCESS_DENIED
from homeport.domain.humanresources import members
from homeport.domain.portal.people.departments import departments_of
from homeport.domain.portal.tables import DEPARTMENT, DEPARTMENT_TYPE, USER, USER_DEPARTMENT
from homeport.domain.records.fields import Values
from homeport.store import Query, constant
from homeport.store.texts import fold

HEAD = "HEAD"
"""The role of who heads a department."""

_DEPARTMENTS = Query(
    select(DEPARTMENT.c.ID, DEPARTMENT.c.NAME, DEPARTMENT.c.PARENT, DEPARTMENT.c.UF_HEAD)
    .where(DEPARTMENT.c.TYPE == constant(DEPARTMENT_TYPE))
    .order_by(DEPARTMENT.c.ID)
)
_PLACES = Query(select(USER_DEPARTMENT.c.USER_ID, USER_DEPARTMENT.c.DEPARTMENT_ID))
_PEOPLE = Query(
    select(USER.c.ID, USER.c.NAME, USER.c.LAST_NAME, USER.c.WORK_POSITION)
    .where(USER.c.ACTIVE == bindparam("active"))
    .order_by(USER.c.ID)
)


class Department(NamedTuple):
    """A department.

    :param above: the one above, None for the company itself
    :param head: who heads it
    """

    id: int
    name: str
    above: int | None
    head: int | None


class Company:
    """The structure at this moment, read once.

    :ivar departments: by id
    :ivar places: by employee, the departments that he works in or heads
    :ivar people: the employees, in order
    """

    def __init__(self, ctx: Ctx) -> None:
        self.tx = ctx.tx
        self.departments = {row[0]: Department(*row) for row in ctx.tx.all(_DEPARTMENTS)}
        self.places: dict[int, set[int]] = defaultdict(set)
        for user, department in ctx.tx.all(_PLACES):
            self.places[user].add(department)
        for department in self.departments.values():
            if department.head is not None:
                self.places[department.head].add(department.id)
        self.people = [each for each in ctx.tx.dicts(_PEOPLE, active="Y") if each["ID"] in self.places]

    def below(self, number: int) -> set[int]:
        """A department and all below it."""
        found = {number}
        while True:
            more = {each.id for each in self.departments.values() if each.above in found} - found
            if not more:
                return found
            found |= more

    def within(self, numbers: Iterable[int]) -> list[Values]:
        """Who works in some departments, or heads one of them."""
        wanted = set(numbers)
        return [each for each in self.people if self.places[each["ID"]] & wanted]

    def named(self, user: int) -> list[dict[str, Any]]:
        """The departments of an employee as answers name them."""
        return [
            {"id": number, "name": self.departments[number].name}
            for number in sorted(self.places[user])
            if number in self.departments
        ]


def of_caller(ctx: Ctx) -> Company:
    """The company, for those who belong to one of its departments.

    :raises CallError: ``ACCESS_DENIED`` for anybody else
    """
    if not ctx.actor.is_employee or not departments_of(ctx.tx, ctx.actor.user_id):
        raise ACCESS_DENIED()
    return Company(ctx)


def found(company: Company, text: str, department: int | None) -> list[dict[str, Any]]:
    """Employees by a part of their name.

    :param department: the only one to look in; None for all
    """
    people = company.people if department is None else company.within([department])
    return [_employee(company, each) for each in people if fold(text) in fold(name_of(each))]


def of_several(company: Company) -> list[dict[str, Any]]:
    """Employees who belong to more than one department."""
    return [
        {name: value for name, value in _employee(company, each).items() if name not in ("avatar", "url", "teams")}
        for each in company.people
        if len(company.named(each["ID"])) > 1
    ]


def led_by(company: Company, user: int) -> list[dict[str, Any]]:
    """The departments that somebody heads, with how many people are below him in each and the departments below it."""
    return [
        {
            "nodeId": each.id,
            "name": each.name,
            "role": HEAD,
            "subordinatesCount": sum(one["ID"] != user for one in company.within(company.below(each.id))),
        }
        for each in company.departments.values()
        if each.head == user
    ]


def name_of(each: Values) -> str:
    """A name as it is shown."""
    return " ".join(filter(None, (each["NAME"], each["LAST_NAME"])))


def _employee(company: Company, each: Values) -> dict[str, Any]:
    """An employee. People have no pictures."""
    return {
        "userId": each["ID"],
        "name": name_of(each),
        "workPosition": each["WORK_POSITION"] or "",
        "avatar": "",
        "url": f"/company/personal/user/{each['ID']}/",
        "departments": company.named(each["ID"]),
        "teams": [{"id": team["ID"], "name": team["NAME"]} for team in members.teams_of(company.tx, each["ID"])],
    }
