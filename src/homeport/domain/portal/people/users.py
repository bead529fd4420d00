"""Users of a portal: which there are, and what they are."""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.domain.portal.tables import USER
from homeport.store import Query, Transaction

_LIST = Query(
    select(
        USER.c.ID, USER.c.NAME, USER.c.LAST_NAME, USER.c.EMAIL, USER.c.WORK_POSITION, USER.c.ACTIVE, USER.c.IS_ADMIN
    ).order_by(USER.c.ID)
)

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


def require_active(tx: Transaction, user_id: int) -> None:
    """Refuse a user that cannot get a credential.

    :raises LookupError: when there is no such user, or the user was dismissed
    """
    if not is_active(tx, user_id):
        gone = any(each["ID"] == user_id for each in listed(tx))
        raise LookupError(f"User {user_id} {'has been dismissed' if gone else 'does not exist'}")


def listed(tx: Transaction) -> list[dict[str, Any]]:
    """Every user, briefly."""
    return tx.dicts(_LIST)
