"""Access and refresh tokens, and the authorization codes they are first had for. Only keyed hashes are stored.

Sources: ``settings/oauth/index.md`` and ``auto-renewal.md``.
"""

from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete, select

from homeport.core.clock import Clock
from homeport.domain.portal.apps.apps import App
from homeport.domain.portal.apps.tables import CONFIRMATION, GRANT, TOKEN
from homeport.domain.portal.credentials.codes import TOKEN_LENGTH, derive_code, hash_code, new_code
from homeport.domain.portal.credentials.webhooks import split_scopes
from homeport.domain.portal.generation import changed
from homeport.domain.portal.info import member_id_of
from homeport.store import Query, Transaction

CODE_SECONDS = 30
ACCESS_SECONDS = 3600
REFRESH_SECONDS = 180 * 24 * 3600
MARK_LENGTH = 6
"""Characters at the end of an access token that tell its portal, to those who have the data folder's key."""

_BY_ACCESS = Query(
    select(TOKEN.c.ID, TOKEN.c.APP_ID, TOKEN.c.USER_ID, TOKEN.c.SCOPES, TOKEN.c.ACCESS_EXPIRES).where(
        TOKEN.c.ACCESS_HASH == bindparam("hashed")
    )
)
_BY_REFRESH = Query(
    select(TOKEN.c.ID, TOKEN.c.APP_ID, TOKEN.c.USER_ID, TOKEN.c.REFRESH_EXPIRES).where(
        TOKEN.c.REFRESH_HASH == bindparam("hashed")
    )
)
_BY_CODE = Query(
    select(GRANT.c.APP_ID, GRANT.c.USER_ID, GRANT.c.EXPIRES).where(GRANT.c.CODE_HASH == bindparam("hashed"))
)
_ANSWERS = Query(
    select(CONFIRMATION.c.METHOD, CONFIRMATION.c.CONFIRMED).where(CONFIRMATION.c.TOKEN_ID == bindparam("token_id"))
)
_ASKED = Query(
    select(TOKEN.c.ID, TOKEN.c.APP_ID, TOKEN.c.USER_ID, CONFIRMATION.c.METHOD, CONFIRMATION.c.CONFIRMED)
    .join(CONFIRMATION, CONFIRMATION.c.TOKEN_ID == TOKEN.c.ID)
    .order_by(TOKEN.c.ID, CONFIRMATION.c.METHOD)
)
_OF_APP = Query(select(TOKEN.c.ID).where(TOKEN.c.APP_ID == bindparam("app_id")))
_WITHOUT_TOKEN = Query(delete(CONFIRMATION).where(CONFIRMATION.c.TOKEN_ID.notin_(select(TOKEN.c.ID))))
_ENDED_TOKENS = Query(delete(TOKEN).where(TOKEN.c.REFRESH_EXPIRES <= bindparam("now")))
_ENDED_CODES = Query(delete(GRANT).where(GRANT.c.EXPIRES <= bindparam("now")))


class Pair(NamedTuple):
    """An access token and the refresh token that renews it, said once.

    :param refresh: empty where there is none
    :param expires: when the access token ends, seconds since 1970
    """

    access: str
    refresh: str
    expires: int
    user_id: int
    scopes: frozenset[str]


class Token(NamedTuple):
    """A stored access token.

    :param expires: when it ends, seconds since 1970
    """

    id: int
    app_id: int
    user_id: int
    scopes: frozenset[str]
    expires: float


class Asked(NamedTuple):
    """A method that needs an administrator's word, asked for with a token.

    :param answer: ``Y``, ``N``, or empty for not yet
    """

    token_id: int
    app_id: int
    user_id: int
    method: str
    answer: str


def issue(tx: Transaction, clock: Clock, key: bytes, app: App, user_id: int, *, renewable: bool = True) -> Pair:
    """Make a pair of tokens for a user of an application, with the application's scopes.

    :param renewable: False for an access token alone, without anything to renew it with
    """
    now = clock.now()
    _forget_ended(tx, now)
    access = new_code(TOKEN_LENGTH - MARK_LENGTH) + mark_of(key, member_id_of(tx))
    pair = Pair(access, new_code() if renewable else "", int(now) + ACCESS_SECONDS, user_id, app.scopes)
    tx.insert(
        TOKEN,
        {
            "APP_ID": app.id,
            "USER_ID": user_id,
            "SCOPES": ",".join(sorted(app.scopes)),
            "ACCESS_HASH": hash_code(key, pair.access),
            "ACCESS_EXPIRES": float(pair.expires),
            "REFRESH_HASH": hash_code(key, pair.refresh) if renewable else None,
            "REFRESH_EXPIRES": now + (REFRESH_SECONDS if renewable else ACCESS_SECONDS),
        },
    )
    return pair


def told(pair: Pair, app: App, member_id: str, address: str, own: str = "") -> dict[str, Any]:
    """A pair of tokens as ``/oauth/token/`` answers them (``settings/oauth/``).

    :param address: where the authorization server is reached, such as ``https://portal.example.test``
    :param own: where the portal is, if that is elsewhere
    """
    return {
        "access_token": pair.access,
        "expires": pair.expires,
        "expires_in": ACCESS_SECONDS,
        "scope": ",".join(sorted(pair.scopes)),
        "domain": address.partition("://")[2],
        "server_endpoint": f"{address}/rest/",
        "status": app.status,
        "client_endpoint": f"{own or address}/rest/",
        "member_id": member_id,
        "user_id": pair.user_id,
        "refresh_token": pair.refresh,
    }


def mark_of(key: bytes, member_id: str) -> str:
    """What the access tokens of a portal end in."""
    return derive_code(key, f"tokens of {member_id}", MARK_LENGTH)


def mark_in(token: str) -> str:
    """What an access token says of its portal; nothing that any portal has where it is none."""
    return token[-MARK_LENGTH:] if len(token) == TOKEN_LENGTH else "none"


def find(tx: Transaction, hashed: str) -> Token | None:
    """An access token by its hash, also one that has expired."""
    row = tx.one(_BY_ACCESS, hashed=hashed)
    return None if row is None else Token(row[0], row[1], row[2], split_scopes(row[3]), row[4])


def use_refresh_token(tx: Transaction, clock: Clock, key: bytes, app: App, refresh: str) -> int | None:
    """Use up a refresh token; its user, or None when it is unknown, another application's, used before or expired."""
    row = tx.one(_BY_REFRESH, hashed=hash_code(key, refresh))
    if row is None or row[1] != app.id or clock.now() >= row[3]:
        return None
    tx.update(TOKEN, {"ID": row[0]}, {"REFRESH_HASH": None})
    user_id: int = row[2]
    return user_id


def grant(tx: Transaction, clock: Clock, key: bytes, app: App, user_id: int) -> str:
    """Make an authorization code."""
    now = clock.now()
    _forget_ended(tx, now)
    code = new_code()
    tx.insert(
        GRANT,
        {"CODE_HASH": hash_code(key, code), "APP_ID": app.id, "USER_ID": user_id, "EXPIRES": now + CODE_SECONDS},
    )
    return code


def use_code(tx: Transaction, clock: Clock, key: bytes, app: App, code: str) -> int | None:
    """Use up an authorization code; its user, or None when it is unknown, another application's, used or expired."""
    hashed = hash_code(key, code)
    row = tx.one(_BY_CODE, hashed=hashed)
    if row is None or row[0] != app.id:
        return None
    tx.delete(GRANT, CODE_HASH=hashed)
    user_id: int = row[1]
    return user_id if clock.now() < row[2] else None


def confirmations(tx: Transaction, token_id: int) -> dict[str, str]:
    """What an administrator said to each method that was asked for with a token: ``Y``, ``N``, or empty for not yet."""
    return dict(tx.all(_ANSWERS, token_id=token_id))


def ask_confirmation(tx: Transaction, token_id: int, method: str) -> None:
    """Ask an administrator for a method, unless that was done: he may have answered meanwhile."""
    if method not in confirmations(tx, token_id):
        confirm(tx, token_id, method, "")


def confirm(tx: Transaction, token_id: int, method: str, answer: str) -> None:
    """Allow (``Y``) or deny (``N``) a method to a token."""
    tx.delete(CONFIRMATION, TOKEN_ID=token_id, METHOD=method)
    tx.insert(CONFIRMATION, {"TOKEN_ID": token_id, "METHOD": method, "CONFIRMED": answer})
    changed(tx)


def asked(tx: Transaction) -> list[Asked]:
    """Every method that was asked for, and what was said to it."""
    return [Asked(*row) for row in tx.all(_ASKED)]


def answer(tx: Transaction, app_id: int, method: str, *, allow: bool) -> int:
    """Allow or deny a method to every token of an application; how many there are."""
    found = tx.all(_OF_APP, app_id=app_id)
    for (token_id,) in found:
        confirm(tx, token_id, method, "Y" if allow else "N")
    return len(found)


def _forget_ended(tx: Transaction, now: float) -> None:
    tx.execute(_ENDED_CODES, now=now)
    if tx.execute(_ENDED_TOKENS, now=now):
        tx.execute(_WITHOUT_TOKEN)
