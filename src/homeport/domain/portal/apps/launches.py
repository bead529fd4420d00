"""Who has launched which application: the first launch of each user is told to it.

Source: ``sdk/bx24-js-sdk/system-functions/bx24-install.md``.
"""

from sqlalchemy import bindparam, select

from homeport.domain.portal.apps.tables import LAUNCH
from homeport.store import Query, Transaction

_FIND = Query(
    select(LAUNCH.c.APP_ID).where(LAUNCH.c.APP_ID == bindparam("app_id"), LAUNCH.c.USER_ID == bindparam("user_id"))
)


def is_first(tx: Transaction, app_id: int, user_id: int) -> bool:
    """Whether a user has not launched an application yet."""
    return tx.value(_FIND, app_id=app_id, user_id=user_id) is None


def note(tx: Transaction, app_id: int, user_id: int) -> None:
    """Note that a user has launched an application."""
    if is_first(tx, app_id, user_id):
        tx.insert(LAUNCH, {"APP_ID": app_id, "USER_ID": user_id})
