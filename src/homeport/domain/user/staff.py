"""Who joins the company, and who leaves it."""

import re
from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.clock import Clock, stored_to_iso
from homeport.domain.events.emission import emit
from homeport.domain.portal.generation import changed
from homeport.domain.portal.people import eventlog
from homeport.domain.portal.people.departments import ancestors, rebuild_colleagues
from homeport.domain.portal.people.users import listed
from homeport.domain.portal.tables import DEPARTMENT, DEPARTMENT_TYPE, NODE_ROLE, USER, USER_DEPARTMENT
from homeport.domain.user.events import SCOPE_NAME, USER_ADDED
from homeport.domain.user.user_fields import people_of
from homeport.domain.user_fields import values as user_values
from homeport.store import Query, Transaction, constant

_PARTS = Query(
    select(NODE_ROLE.c.NODE_ID)
    .join(DEPARTMENT, DEPARTMENT.c.ID == NODE_ROLE.c.NODE_ID)
    .where(NODE_ROLE.c.USER_ID == bindparam("user_id"), DEPARTMENT.c.TYPE == constant(DEPARTMENT_TYPE))
)

MAX_ADDRESS = 255
_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")

TOLD = (
    "ID", "ACTIVE", "EMAIL", "NAME", "LAST_NAME", "PERSONAL_GENDER", "PERSONAL_BIRTHDAY", "DATE_REGISTER",
    "WORK_POSITION", "UF_EMPLOYMENT_DATE",
)  # fmt: skip
"""What ``ONUSERADD`` tells of a user beside the departments."""

_BY_ID = Query(select(*(USER.c[name] for name in TOLD)).where(USER.c.ID == bindparam("user_id")))


OWNER_XML_ID = "10000001"
"""The number that a portal's first administrator has as a user of all portals."""


def add_owner(tx: Transaction, clock: Clock, **given: Any) -> int:
    """Add a portal's first administrator; the new user's id.

    :param given: as for :func:`add`
    """
    return add(tx, clock, is_admin=True, XML_ID=OWNER_XML_ID, TIME_ZONE=clock.zone.key, **given)


def add(
    tx: Transaction,
    clock: Clock,
    *,
    name: str,
    last_name: str,
    email: str,
    departments: tuple[int, ...] = (),
    is_admin: bool = False,
    by: int = 0,
    **fields: Any,
) -> int:
    """Add an active employee; the new user's id.

    :param departments: ids of the departments the user works in
    :param by: the user who adds it; 0 is the operator
    :param fields: other columns of the user, by name; what people have added holds what it does unless told
    """
    now = clock.stamp()
    people = people_of(tx)
    added = people.added.values()
    fields = {**user_values.defaults(added, clock), **fields}
    user_id = tx.insert(
        people.table,
        {
            "ACTIVE": "Y",
            "IS_ADMIN": "Y" if is_admin else "N",
            "USER_TYPE": "employee",
            "NAME": name,
            "LAST_NAME": last_name,
            "EMAIL": email,
            "DATE_REGISTER": now,
            "TIMESTAMP_X": now,
            **fields,
        },
    )
    tx.insert_many(USER_DEPARTMENT, [{"USER_ID": user_id, "DEPARTMENT_ID": department} for department in departments])
    user_values.note_rows(tx, user_id, people.fields, fields)
    rebuild_colleagues(tx)
    changed(tx)
    eventlog.note(tx, now, eventlog.REGISTER, user_id, by=by)
    emit(tx, clock, by, (USER_ADDED,), _told(tx, clock, user_id, departments), SCOPE_NAME)
    return user_id


def _told(tx: Transaction, clock: Clock, user_id: int, departments: tuple[int, ...]) -> dict[str, Any]:
    """What applications are told of a new user."""
    row = tx.dicts(_BY_ID, user_id=user_id)[0]
    told = {name: row[name] or "" for name in TOLD}
    return {
        **told,
        "DATE_REGISTER": stored_to_iso(row["DATE_REGISTER"], clock.zone),
        "UF_DEPARTMENT": list(departments),
    }


def is_address(email: str) -> bool:
    """Whether a text is an e-mail address, as far as one can tell."""
    return len(email) <= MAX_ADDRESS and _ADDRESS.fullmatch(email) is not None


def has_address(tx: Transaction, email: str, *, but: int | None = None) -> bool:
    """Whether somebody has an e-mail address, in any case of letters.

    :param but: a user who may have it
    """
    return any(each["EMAIL"].lower() == email.lower() and each["ID"] != but for each in listed(tx))


def _parts(tx: Transaction, user_id: int) -> list[int]:
    """The departments in which a user is more than an employee."""
    return [row[0] for row in tx.all(_PARTS, user_id=user_id)]


def work_in(tx: Transaction, user_id: int, departments: Iterable[int]) -> None:
    """Put a user into departments, and out of all others."""
    tx.delete(USER_DEPARTMENT, USER_ID=user_id)
    departments = list(departments)
    for node in _parts(tx, user_id):
        if node not in departments:
            tx.delete(NODE_ROLE, NODE_ID=node, USER_ID=user_id)
    tx.insert_many(USER_DEPARTMENT, [{"USER_ID": user_id, "DEPARTMENT_ID": department} for department in departments])
    rebuild_colleagues(tx)
    changed(tx)


def check_new(tx: Transaction, email: str, departments: Iterable[int]) -> None:
    """Refuse a new user whose address somebody has, or whose department does not exist.

    :raises ValueError: the text says which
    """
    if has_address(tx, email):
        raise ValueError(f"There is a user with the e-mail address {email} already")
    for department in departments:
        if not ancestors(tx, [department]):
            raise ValueError(f"There is no department {department}")


def dismiss(tx: Transaction, user_id: int) -> bool:
    """End a user's access; whether there was such a user."""
    found = tx.update(USER, {"ID": user_id}, {"ACTIVE": "N"}) > 0
    changed(tx)
    return found
