"""Passwords, by which people sign in. Argon2id; hashing takes tens of milliseconds, so it runs outside transactions."""

from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, func, select

from homeport.domain.portal.apps.tables import PASSWORD
from homeport.domain.portal.people import sessions
from homeport.domain.portal.tables import USER
from homeport.store import Query, Transaction

if TYPE_CHECKING:
    from argon2 import PasswordHasher

MIN_LENGTH = 8
MAX_LENGTH = 1_000

_OF_LOGIN = Query(
    select(USER.c.ID, PASSWORD.c.PASSWORD_HASH)
    .join(PASSWORD, PASSWORD.c.USER_ID == USER.c.ID)
    .where(func.lower(USER.c.EMAIL) == func.lower(bindparam("login")), USER.c.ACTIVE == "Y")
    .order_by(USER.c.ID)
)


class UnfitPasswordError(ValueError):
    """The password is too short or too long."""

    def __init__(self) -> None:
        super().__init__(f"A password has {MIN_LENGTH} to {MAX_LENGTH} characters")


def hashed(password: str) -> str:
    """What is stored of a password.

    :raises UnfitPasswordError: when it is too short or too long
    """
    if not MIN_LENGTH <= len(password) <= MAX_LENGTH:
        raise UnfitPasswordError
    return _hasher().hash(password.encode(errors="surrogatepass"))


def store(tx: Transaction, user_id: int, password_hash: str) -> None:
    """Give a user a password, and end all sessions that began with another."""
    tx.delete(PASSWORD, USER_ID=user_id)
    tx.insert(PASSWORD, {"USER_ID": user_id, "PASSWORD_HASH": password_hash})
    sessions.end_all(tx, user_id)


def find(tx: Transaction, login: str) -> tuple[int, str] | None:
    """The active user with an e-mail address, and the hash of the password; None without either."""
    row = tx.one(_OF_LOGIN, login=login)
    return None if row is None else (row[0], row[1])


def matches(password_hash: str | None, password: str) -> bool:
    """Whether a password is the one that was hashed.

    :param password_hash: None takes as long, so that the time does not tell whether there is such a user
    """
    from argon2.exceptions import VerificationError  # noqa: PLC0415

    try:
        _hasher().verify(password_hash or _nobodys(), password[:MAX_LENGTH].encode(errors="surrogatepass"))
    except VerificationError:
        return False
    return password_hash is not None and len(password) <= MAX_LENGTH


@cache
def _hasher() -> "PasswordHasher":
    from argon2 import PasswordHasher  # noqa: PLC0415  only signing in needs it

    return PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # OWASP's recommendation


@cache
def _nobodys() -> str:
    return _hasher().hash("the password of nobody")
