"""An empty portal with people of every position, put together straight in the store, with numbers of its own."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from homeport.domain.portal.generation import changed
from homeport.domain.portal.people import departments, roles
from homeport.domain.portal.tables import DEPARTMENT, USER_DEPARTMENT
from homeport.domain.user import staff
from homeport.portals.folder import DataFolder
from homeport.portals.lifecycle import ensure_default
from homeport.store import Transaction
from tests.conftest import Answer, Api, Folders, Wire

T = TypeVar("T")

DELIVERY = 130
"""The type id of the smart process that :func:`empty_portal` makes."""

CLASSIC = {1: "crm.lead", 2: "crm.deal", 3: "crm.contact", 4: "crm.company", 7: "crm.quote"}


def empty_portal(folders: Folders, path: Path) -> DataFolder:
    """A data folder whose portal has an administrator and nothing else."""
    folder = folders.bare(path)
    ensure_default(folder, demo=False)
    return folder


def write(wire: Wire, job: Callable[[Transaction], T]) -> T:
    """Change the store of a portal, as the command line does."""
    return wire.portal.store.write_now(job)


def add_user(wire: Wire, name: str, works_in: tuple[int, ...] = ()) -> int:
    """A new employee's id."""
    clock = wire.portal.clock
    return write(
        wire,
        lambda tx: staff.add(
            tx, clock, name=name, last_name="Test", email=f"{name}@example.test", departments=works_in
        ),
    )


def add_department(wire: Wire, department: int, parent: int | None, head: int | None) -> None:
    """A department, with whom its head reaches."""

    def job(tx: Transaction) -> None:
        row = {"ID": department, "NAME": f"Department {department}", "PARENT": parent, "SORT": 500, "UF_HEAD": head}
        tx.insert(DEPARTMENT, row)
        departments.rebuild_colleagues(tx)
        changed(tx)

    write(wire, job)


def add_role(wire: Wire, code: str, rules: roles.Rules, *members: str) -> int:
    """A role and who has it."""

    def job(tx: Transaction) -> int:
        role = roles.add(tx, code, code, rules)
        for member in members:
            roles.assign(tx, role, member)
        return role

    return write(wire, job)


def set_departments(wire: Wire, user: int, works_in: Iterable[int]) -> None:
    """Put a user into these departments and out of all others."""

    write(wire, lambda tx: staff.work_in(tx, user, sorted(works_in)))


def dissolve(wire: Wire, branches: Iterable[int], named: Iterable[int]) -> None:
    """End departments, and take roles from whoever has them."""

    def job(tx: Transaction) -> None:
        for branch in branches:
            tx.delete(USER_DEPARTMENT, DEPARTMENT_ID=branch)
            tx.delete(DEPARTMENT, ID=branch)
        for role in roles.listed(tx):
            for member in role["MEMBERS"] if role["ID"] in set(named) else ():
                roles.withdraw(tx, role["ID"], member)
        departments.rebuild_colleagues(tx)
        changed(tx)

    write(wire, job)


def code(answer: Answer) -> str:
    """The error code of an answer, or its text where it has none; ``ok`` for a success."""
    return "ok" if answer.status == 200 else answer.error[1] or answer.error[2]


def whole(api: Api, activity_id: int) -> list[tuple[int, int]]:
    """All pages of a list of bindings: type ids and ids."""
    found: list[tuple[int, int]] = []
    start: int | None = 0
    while start is not None:
        answer = api.send("crm.activity.binding.list", activityId=activity_id, start=start)
        found += [(entry["entityTypeId"], entry["entityId"]) for entry in answer.result]
        start = answer.json.get("next")
    return found
