"""The departments as clients read and change them. Whom anybody reaches through them follows at once.

Source: ``api-reference/departments/``.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from homeport.core import values as v
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ErrorKind
from homeport.core.rights import Operation
from homeport.domain.portal.generation import changed
from homeport.domain.portal.people import users
from homeport.domain.portal.people.departments import DEFAULT_SORT, MEMBER_HEAD, ancestors, rebuild_colleagues
from homeport.domain.portal.tables import (
    DEPARTMENT,
    DEPARTMENT_TYPE,
    NODE_COMMUNICATION,
    NODE_ROLE,
    ROLE_MEMBER,
    USER_DEPARTMENT,
)
from homeport.domain.records import reading, rows
from homeport.domain.records.collection import Access, Change, Collection
from homeport.domain.records.dialect import CLASSIC
from homeport.domain.records.fields import F, FieldTable
from homeport.store import Query, Transaction

MAX_NAME = 255

DENIED = ErrorKind("ERROR_CORE", "Access denied")
NOT_FOUND = ErrorKind("ERROR_CORE", "Department not found")
NAMELESS = ErrorKind("ERROR_CORE", "Department name not provided.<br>")
MISPLACED = ErrorKind("ERROR_CORE", "There can only be one top-level department in the company structure")
INVALID = ErrorKind("ERROR_CORE", "Invalid value for the field {field}")
NEEDED = ErrorKind("ERROR_CORE", "The top-level department still has departments or employees")

DIALECT = replace(
    CLASSIC,
    denied=DENIED,
    unreadable=DENIED,
    not_found=NOT_FOUND,
    required=NAMELESS,
    invalid=INVALID,
    duplicate=INVALID,
)

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("NAME", v.STRING, "Department name", required=True, length=MAX_NAME),
        F("SORT", v.INTEGER, "Sort order", default=DEFAULT_SORT),
        F("PARENT", v.INTEGER, "Parent department"),
        F("UF_HEAD", v.USER, "Head"),
    )
)

_ANOTHER_TOP = Query(select(DEPARTMENT.c.ID).where(DEPARTMENT.c.PARENT.is_(None)).limit(1))
_BELOW = Query(select(DEPARTMENT.c.ID).where(DEPARTMENT.c.PARENT == bindparam("id")).limit(1))
_WORKS_THERE = Query(
    select(USER_DEPARTMENT.c.USER_ID).where(USER_DEPARTMENT.c.DEPARTMENT_ID == bindparam("id")).limit(1)
)
_RAISE_DEPARTMENTS = Query(
    update(DEPARTMENT).where(DEPARTMENT.c.PARENT == bindparam("id")).values(PARENT=bindparam("above"))
)
_THERE_ALREADY = select(USER_DEPARTMENT.c.USER_ID).where(USER_DEPARTMENT.c.DEPARTMENT_ID == bindparam("above"))
_RAISE_PEOPLE = Query(
    insert(USER_DEPARTMENT).from_select(
        ["USER_ID", "DEPARTMENT_ID"],
        select(USER_DEPARTMENT.c.USER_ID, bindparam("above", type_=USER_DEPARTMENT.c.DEPARTMENT_ID.type)).where(
            USER_DEPARTMENT.c.DEPARTMENT_ID == bindparam("id"), USER_DEPARTMENT.c.USER_ID.not_in(_THERE_ALREADY)
        ),
    )
)


def stamp(change: Change) -> None:
    """When a department was made and changed."""
    change.new["UPDATED_AT"] = change.ctx.clock.stamp()
    if not change.old:
        change.new["CREATED_AT"] = change.new["UPDATED_AT"]


def placed(change: Change) -> None:
    """A department is below one that exists, and never below itself; only the first is below none."""
    new = change.new
    for name in ("PARENT", "UF_HEAD"):
        if new.get(name) == 0:
            new[name] = None
    parent = new.get("PARENT")
    if parent is None:
        stays = change.old and change.row["PARENT"] == change.old["PARENT"]
        if not stays and change.ctx.tx.value(_ANOTHER_TOP) is not None:
            raise MISPLACED()
        return
    above = ancestors(change.ctx.tx, [parent])
    if not above or change.old.get("ID") in above:
        raise MISPLACED()


def headed(change: Change) -> None:
    head = change.new.get("UF_HEAD")
    if head is not None and not users.exists(change.ctx.tx, head):
        raise INVALID(field="UF_HEAD")


def reach(change: Change) -> None:
    """Who reaches whom follows from the departments and their heads. Another head takes the place of all that were."""
    if change.old and change.row.get("UF_HEAD") != change.old["UF_HEAD"]:
        change.ctx.tx.delete(NODE_ROLE, NODE_ID=change.old["ID"], ROLE=MEMBER_HEAD)
    if any(change.row.get(name) != change.old.get(name) for name in ("PARENT", "UF_HEAD")):
        reached_anew(change.ctx.tx)


def reached_anew(tx: Transaction) -> None:
    rebuild_colleagues(tx)
    changed(tx)


def _make_room(change: Change) -> None:
    """What is below a department, and who works there, comes to the department above; its roles are withdrawn."""
    tx, number, above = change.ctx.tx, change.old["ID"], change.old["PARENT"]
    if above is None:
        if tx.one(_BELOW, id=number) or tx.one(_WORKS_THERE, id=number):
            raise NEEDED()
    else:
        tx.execute(_RAISE_DEPARTMENTS, id=number, above=above)
        tx.execute(_RAISE_PEOPLE, id=number, above=above)
    tx.delete(USER_DEPARTMENT, DEPARTMENT_ID=number)
    tx.update(DEPARTMENT, {"ID": number}, {"UF_HEAD": None})
    tx.delete(NODE_ROLE, NODE_ID=number)
    tx.delete(NODE_COMMUNICATION, NODE_ID=number)
    for member in (f"D{number}", f"DR{number}"):
        tx.delete(ROLE_MEMBER, MEMBER=member)
    reached_anew(tx)


DEPARTMENTS = Collection(
    noun="department",
    plural="departments",
    table=DEPARTMENT,
    fields=FIELDS,
    within={"TYPE": DEPARTMENT_TYPE},
    access=Access(lambda ctx, operation: True if operation is Operation.READ or ctx.actor.is_admin else None),
    before_save=(stamp, placed, headed),
    after_save=(reach,),
    before_delete=(_make_room,),
)


def is_sortable(name: Any) -> bool:
    """Whether a client's word names a field of a department, to sort by; nothing does too."""
    return name is None or (isinstance(name, str) and (not name or name.upper() in FIELDS.by_name))


def listed(ctx: Ctx, conditions: Mapping[str, Any], sort: Any, order: Any, start: Any) -> Page:
    """A page of departments.

    :param conditions: of the filter; unknown ones are ignored
    :param sort: the field to sort by
    :param order: ``ASC`` or ``DESC``
    """
    by = dict(rows.sorting(sort, order))
    found = reading.page(ctx, DEPARTMENTS, DIALECT, filter=conditions, order=by, start=start)
    return found._replace(result=[_answer(row) for row in found.result])


def _answer(row: dict[str, Any]) -> dict[str, Any]:
    """The order is a number among texts, and what a department has not is not there."""
    return {name: int(value) if name == "SORT" else value for name, value in row.items() if value is not None}
