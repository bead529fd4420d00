"""Local applications: added by a portal's administrator, known by a client id and a secret.

Sources: ``local-integrations/``, ``settings/app-installation/``, ``settings/app-uninstallation.md``.
"""

import hmac
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.clock import Clock
from homeport.domain.portal.apps.tables import APP, APP_MEMBER, CONFIRMATION, GRANT, LAUNCH, OPTION, PLACEMENT, TOKEN
from homeport.domain.portal.credentials.codes import derive_code, hash_code, new_code
from homeport.domain.portal.credentials.scopes import expanded
from homeport.domain.portal.credentials.webhooks import split_scopes
from homeport.domain.portal.generation import changed
from homeport.domain.portal.people import access_codes
from homeport.store import Query, Transaction

LOCAL = "L"
"""The status of a local application."""

UNINSTALLED = 0
"""The application of tokens that were issued for one that is not there any more."""

SECRET_LENGTH = 50

_COLUMNS = tuple(column for column in APP.c if column.name != "SECRET_HASH")
_BY_ID = Query(select(*_COLUMNS).where(APP.c.ID == bindparam("app_id")))
_BY_CLIENT_ID = Query(select(*_COLUMNS).where(APP.c.CLIENT_ID == bindparam("client_id")))
_ALL = Query(select(*_COLUMNS).order_by(APP.c.ID))
_CLIENT_IDS = Query(select(APP.c.CLIENT_ID))
_SECRET = Query(select(APP.c.SECRET_HASH).where(APP.c.ID == bindparam("app_id")))
_MEMBERS = Query(select(APP_MEMBER.c.MEMBER).where(APP_MEMBER.c.APP_ID == bindparam("app_id")))
_TOKENS = Query(select(TOKEN.c.ID).where(TOKEN.c.APP_ID == bindparam("app_id")))


@dataclass(frozen=True, slots=True)
class App:
    """A local application, without its secret.

    :param handler_url: its page, and where users return to after authorizing it; empty for none
    :param install_url: what is called, or shown, when it is installed; empty for none
    :param api_only: whether it has no page on the portal
    :param installed: whether its installation is complete
    :param blocked: whether an operator has blocked it
    :param user_id: who added it
    """

    id: int
    client_id: str
    title: str
    status: str
    version: int
    handler_url: str
    install_url: str
    scopes: frozenset[str]
    api_only: bool
    installed: bool
    blocked: bool
    user_id: int


@dataclass(frozen=True, slots=True)
class Keys:
    """What an application authorizes itself with. The secret is said once."""

    client_id: str
    client_secret: str


def add(
    tx: Transaction,
    clock: Clock,
    key: bytes,
    *,
    title: str,
    scopes: str,
    user_id: int,
    handler_url: str = "",
    install_url: str = "",
    api_only: bool = False,
    members: Iterable[str] = (),
    keys: Keys | None = None,
) -> tuple[App, Keys]:
    """Add an application. It is installed at once, unless it has a page that must complete the installation.

    :param key: the secret that credentials are hashed with
    :param members: access codes of whom it is open to; none: everyone
    :param keys: fixed ones, for tests; random ones unless given
    """
    keys = keys or Keys(f"local.{secrets.token_hex(7)}.{secrets.randbelow(10**8):08}", new_code(SECRET_LENGTH))
    app_id = tx.insert(
        APP,
        {
            "CLIENT_ID": keys.client_id,
            "SECRET_HASH": hash_code(key, keys.client_secret),
            "TITLE": title,
            "STATUS": LOCAL,
            "VERSION": 1,
            "HANDLER_URL": handler_url,
            "INSTALL_URL": install_url,
            "SCOPES": ",".join(sorted(expanded(split_scopes(scopes)))),
            "API_ONLY": _flag(api_only),
            "INSTALLED": _flag(api_only or not install_url),
            "BLOCKED": "N",
            "USER_ID": user_id,
            "DATE_CREATE": clock.stamp(),
        },
    )
    open_to(tx, app_id, members)
    found = find(tx, app_id)
    assert found is not None
    return found, keys


def open_to(tx: Transaction, app_id: int, members: Iterable[str]) -> None:
    """Say whom an application is open to: access codes, or none for everyone."""
    tx.delete(APP_MEMBER, APP_ID=app_id)
    tx.insert_many(APP_MEMBER, [{"APP_ID": app_id, "MEMBER": member} for member in dict.fromkeys(members)])
    changed(tx)


def change(tx: Transaction, app_id: int, **values: Any) -> bool:
    """Set columns of an application; whether there is one."""
    found = tx.update(APP, {"ID": app_id}, values) > 0
    changed(tx)
    return found


def finish_installation(tx: Transaction, app_id: int) -> bool:
    """Mark an application as wholly installed; whether there is one."""
    return change(tx, app_id, INSTALLED="Y")


def block(tx: Transaction, app_id: int, blocked: bool) -> bool:
    """Block an application, or let it call again; whether there is one."""
    return change(tx, app_id, BLOCKED=_flag(blocked))


def remove(tx: Transaction, app_id: int) -> None:
    """Remove an application with its placements and options. Nothing can be had for its tokens, and callers that send
    them are told why.
    """
    for (token_id,) in tx.all(_TOKENS, app_id=app_id):
        tx.delete(CONFIRMATION, TOKEN_ID=token_id)
    tx.update(TOKEN, {"APP_ID": app_id}, {"APP_ID": UNINSTALLED, "REFRESH_HASH": None})
    for table in (APP_MEMBER, LAUNCH, GRANT, OPTION, PLACEMENT):
        tx.delete(table, APP_ID=app_id)
    tx.delete(APP, ID=app_id)
    changed(tx)


def find(tx: Transaction, app_id: int) -> App | None:
    """An application by its id."""
    found = tx.dicts(_BY_ID, app_id=app_id)
    return _app(found[0]) if found else None


def find_client(tx: Transaction, client_id: str) -> App | None:
    """An application by its client id."""
    if "\0" in client_id:  # which no column can hold
        return None
    found = tx.dicts(_BY_CLIENT_ID, client_id=client_id)
    return _app(found[0]) if found else None


def listed(tx: Transaction) -> list[App]:
    """Every application."""
    return [_app(row) for row in tx.dicts(_ALL)]


def client_ids(tx: Transaction) -> frozenset[str]:
    """The client id of every application."""
    return frozenset(row[0] for row in tx.all(_CLIENT_IDS))


def has_secret(tx: Transaction, key: bytes, app: App, secret: str) -> bool:
    """Whether a secret is the application's. Compares in constant time."""
    return hmac.compare_digest(tx.value(_SECRET, app_id=app.id), hash_code(key, secret))


def members_of(tx: Transaction, app_id: int) -> list[str]:
    """The access codes of whom an application is open to; none: everyone."""
    return [member for (member,) in tx.all(_MEMBERS, app_id=app_id)]


def is_open_to(tx: Transaction, app: App, user_id: int) -> bool:
    """Whether a user may use an application."""
    members = members_of(tx, app.id)
    return not members or not access_codes.of_user(tx, user_id).isdisjoint(members)


def application_token(key: bytes, member_id: str, client_id: str) -> str:
    """What handlers recognise calls from the portal by. It follows from the data folder's key and is not stored."""
    return derive_code(key, f"application token {member_id} {client_id}")


def _flag(value: bool) -> str:
    return "Y" if value else "N"


def _app(row: dict[str, Any]) -> App:
    return App(
        id=row["ID"],
        client_id=row["CLIENT_ID"],
        title=row["TITLE"],
        status=row["STATUS"],
        version=row["VERSION"],
        handler_url=row["HANDLER_URL"],
        install_url=row["INSTALL_URL"],
        scopes=split_scopes(row["SCOPES"]),
        api_only=row["API_ONLY"] == "Y",
        installed=row["INSTALLED"] == "Y",
        blocked=row["BLOCKED"] == "Y",
        user_id=row["USER_ID"],
    )
