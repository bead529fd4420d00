"""Invitations: links by which somebody gives an account its password, once.

No mail is sent: an operator asks for a link and hands it on. Nothing is stored, since the code follows from the data
folder's key and from what the account is; when the account has another password or address, the link has ended.
"""

import hmac
from typing import NamedTuple

from sqlalchemy import bindparam, select

from homeport.core.clock import Clock
from homeport.domain.portal.apps.tables import PASSWORD
from homeport.domain.portal.credentials.codes import derive_code
from homeport.domain.portal.info import member_id_of
from homeport.domain.portal.people import users
from homeport.domain.portal.tables import USER
from homeport.store import Query, Transaction

PATH = "/invitation/"
VALID_SECONDS = 7 * 24 * 3600

_ACCOUNT = Query(
    select(USER.c.EMAIL, PASSWORD.c.PASSWORD_HASH)
    .outerjoin(PASSWORD, PASSWORD.c.USER_ID == USER.c.ID)
    .where(USER.c.ID == bindparam("user_id"), USER.c.ACTIVE == "Y")
)


class Invitation(NamedTuple):
    """An invitation.

    :param expires: seconds since 1970
    """

    user_id: int
    expires: int
    code: str

    def url(self, base: str) -> str:
        """Where it leads.

        :param base: the portal's address
        """
        return f"{base}{PATH}?user={self.user_id}&until={self.expires}&code={self.code}"


def invite(tx: Transaction, clock: Clock, key: bytes, user_id: int) -> Invitation:
    """An invitation for a user, valid for a week.

    :raises LookupError: when there is no such user, or the user was dismissed
    """
    users.require_active(tx, user_id)
    expires = int(clock.now()) + VALID_SECONDS
    return Invitation(user_id, expires, _code(tx, key, user_id, expires))


def address_of(tx: Transaction, clock: Clock, key: bytes, invitation: Invitation) -> str | None:
    """The e-mail address of the account that an invitation opens; None when it opens none, or none any more."""
    account = tx.one(_ACCOUNT, user_id=invitation.user_id)
    if account is None or clock.now() >= invitation.expires:
        return None
    expected = _code(tx, key, invitation.user_id, invitation.expires)
    if not hmac.compare_digest(expected.encode(), invitation.code.encode(errors="replace")):
        return None
    email: str = account[0]
    return email


def _code(tx: Transaction, key: bytes, user_id: int, expires: int) -> str:
    email, password_hash = tx.all(_ACCOUNT, user_id=user_id)[0]
    return derive_code(key, f"invitation {member_id_of(tx)} {user_id} {expires} {email} {password_hash}")
