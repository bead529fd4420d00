"""Users of a portal: adding, changing and finding them."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.clock import Clock, stored_to_iso
from homeport.domain.events import emission
from homeport.domain.portal.departments import ancestors, rebuild_colleagues
from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import USER, USER_DEPARTMENT
from homeport.store import Query, Transaction

_LIST = Query(
    select(
        USER.c.ID, USER.c.NAME, USER.c.LAST_NAME, USER.c.EMAIL, USER.c.WORK_POSITION, USER.c.ACTIVE, USER.c.IS_ADMIN
    ).order_by(USER.c.ID)
)

TOLD = (
    "ID", "ACTIVE", "EMAIL", "NAME", "LAST_NAME", "PERSONAL_GENDER", "PERSONAL_BIRTHDAY", "DATE_REGISTER",
    "WORK_POSITION", "UF_EMPLOYMENT_DATE",
)  # fmt: skip
"""What ``ONUSERADD`` tells of a user beside the departments."""

_BY_ID = Query(select(*(USER.c[name] for name in TOLD)).where(USER.c.ID == bindparam("user_id")))
_ACTIVE = Query(select(USER.c.ACTIVE).where(USER.c.ID == bindparam("user_id")))
_ADMIN = Query(select(USER.c.IS_ADMIN).where(USER.c.ID == bindparam("user_id")))
_TYPE = Query(select(USER.c.USER_TYPE).where(USER.c.ID == bindparam("user_id")))


def exists(tx: Transaction, user_id: int) -> bool:
    """Whether there is such a user, dismissed or not."""
    return tx.value(_ACTIVE, user_id=user_id) is not None


def is_employee(tx: Transaction, user_id: int) -> bool:
    """Whether a user belongs to the company, unlike extranet guests."""
    found: str | None = tx.value(_TYPE, user_id=user_id)
    return found == "employee"


def is_active(tx: Transaction, user_id: int) -> bool:
    """Whether there is such a user, and not dismissed."""
    return bool(tx.value(_ACTIVE, user_id=user_id) == "Y")


def is_admin(tx: Transaction, user_id: int) -> bool:
    """Whether a user administers the portal."""
    return bool(tx.value(_ADMIN, user_id=user_id) == "Y")


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
    **fields: Any,
) -> int:
    """Add an active employee; the new user's id.

    :param departments: ids of the departments the user works in
    :param fields: other columns of the user, by name
    """
    now = clock.stamp()
    user_id = tx.insert(
        USER,
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
    rebuild_colleagues(tx)
    changed(tx)
    emission.user_added(tx, clock, _told(tx, clock, user_id, departments))
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


def check_new(tx: Transaction, email: str, departments: Iterable[int]) -> None:
    """Refuse a new user whose address somebody has, or whose department does not exist.

    :raises ValueError: the text says which
    """
    if any(each["EMAIL"].lower() == email.lower() for each in listed(tx)):
        raise ValueError(f"There is a user with the e-mail address {email} already")
    for department in departments:
        if not ancestors(tx, [department]):
            raise ValueError(f"There is no department {department}")


def require_active(tx: Transaction, user_id: int) -> None:
    """Refuse a user that cannot get a credential.

    :raises LookupError: when there is no such user, or the user was dismissed
    """
    if not is_active(tx, user_id):
        gone = any(each["ID"] == user_id for each in listed(tx))
        raise LookupError(f"User {user_id} {'has been dismissed' if gone else 'does not exist'}")


def dismiss(tx: Transaction, user_id: int) -> bool:
    """End a user's access; whether there was such a user."""
    found = tx.update(USER, {"ID": user_id}, {"ACTIVE": "N"}) > 0
    changed(tx)
    return found


def listed(tx: Transaction) -> list[dict[str, Any]]:
    """Every user, briefly."""
    return tx.dicts(_LIST)
