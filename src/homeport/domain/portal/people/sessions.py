"""Browsers that signed in. A session's id is random; only its keyed hash is stored."""

from typing import NamedTuple

from sqlalchemy import bindparam, delete, select

from homeport.core.clock import Clock
from homeport.domain.portal.apps.tables import SESSION
from homeport.domain.portal.credentials.codes import hash_code, new_code
from homeport.domain.portal.people import eventlog
from homeport.domain.portal.people.eventlog import Origin
from homeport.domain.portal.tables import USER
from homeport.store import Query, Transaction

ID_LENGTH = 40
SESSION_SECONDS = 12 * 3600

_FIND = Query(
    select(USER.c.ID, USER.c.NAME, USER.c.LAST_NAME, USER.c.EMAIL, SESSION.c.EXPIRES)
    .join(USER, USER.c.ID == SESSION.c.USER_ID)
    .where(SESSION.c.SESSION_HASH == bindparam("hashed"), USER.c.ACTIVE == "Y")
)
_ENDED = Query(delete(SESSION).where(SESSION.c.EXPIRES <= bindparam("now")))


class Person(NamedTuple):
    """Who is signed in."""

    user_id: int
    name: str
    email: str


def begin(
    tx: Transaction, clock: Clock, key: bytes, user_id: int, *, how: str = "", origin: Origin | None = None
) -> str:
    """Sign a user in; the new session's id.

    :param how: the user showed who it is, for the event log
    """
    now = clock.now()
    tx.execute(_ENDED, now=now)
    session_id = new_code(ID_LENGTH)
    tx.insert(
        SESSION, {"SESSION_HASH": hash_code(key, session_id), "USER_ID": user_id, "EXPIRES": now + SESSION_SECONDS}
    )
    tx.update(USER, {"ID": user_id}, {"LAST_LOGIN": clock.stamp()})
    eventlog.note(tx, clock.stamp(), eventlog.AUTHORIZE, user_id, origin=origin, method=how)
    return session_id


def find(tx: Transaction, clock: Clock, key: bytes, session_id: str) -> Person | None:
    """Who a session is of; None when it has ended, or the user was dismissed."""
    row = tx.one(_FIND, hashed=hash_code(key, session_id))
    if row is None or clock.now() >= row[4]:
        return None
    return Person(row[0], f"{row[1]} {row[2]}".strip() or row[3], row[3])


def sign_out(tx: Transaction, clock: Clock, key: bytes, session_id: str, origin: Origin) -> None:
    """End a session because its user wants so."""
    person = find(tx, clock, key, session_id)
    if person is not None:
        eventlog.note(tx, clock.stamp(), eventlog.LOGOUT, person.user_id, origin=origin)
    end(tx, key, session_id)


def end(tx: Transaction, key: bytes, session_id: str) -> None:
    """End a session."""
    tx.delete(SESSION, SESSION_HASH=hash_code(key, session_id))


def end_all(tx: Transaction, user_id: int) -> None:
    """Sign a user out everywhere."""
    tx.delete(SESSION, USER_ID=user_id)
