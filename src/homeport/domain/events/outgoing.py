"""Outgoing webhooks: an address that is told of events without an application.

Its calls carry no tokens: whoever gets them knows the portal by the application token. Source:
``local-integrations/local-webhooks.md``.
"""

import secrets
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import bindparam, select

from homeport.core.clock import Clock, to_stored
from homeport.domain.events import outbox
from homeport.domain.events.tables import HANDLER, OUTGOING
from homeport.domain.portal import generation, info, settings
from homeport.domain.portal.apps import apps, handler_urls
from homeport.domain.records import scopes
from homeport.store import Query, Transaction

EVERY = "ALL"
"""Stands for every event that there is."""
MAX_TITLE = 255
MAX_WEBHOOKS = 1_000

_ALL = Query(select(OUTGOING).order_by(OUTGOING.c.ID))
_ONE = Query(select(OUTGOING).where(OUTGOING.c.ID == bindparam("webhook_id")))
_HANDLERS = Query(
    select(HANDLER.c.ID, HANDLER.c.EVENT).where(HANDLER.c.WEBHOOK_ID == bindparam("webhook_id")).order_by(HANDLER.c.ID)
)


class OutgoingError(ValueError):
    """A webhook that cannot be as it is wanted; the text says in one line what is wrong."""


class Outgoing(NamedTuple):
    """An outgoing webhook.

    :param events: their codes, in the order that they were given
    :param client_id: what its calls are known by in the outbox
    :param user_id: who made it
    :param created: in UTC, as stored
    """

    id: int
    title: str
    url: str
    events: tuple[str, ...]
    client_id: str
    user_id: int
    created: str


def add(
    tx: Transaction, clock: Clock, *, url: str, events: Iterable[str], title: str = "", user_id: int = 1
) -> Outgoing:
    """Let an address be told of events from now on.

    :param events: codes in letters of any case; ``all`` for every one
    :param user_id: who makes it
    :raises OutgoingError: when something of it is unfit; nothing is changed then
    """
    codes = _codes(tx, events)
    _check(tx, url, title)
    if len(tx.all(_ALL)) >= MAX_WEBHOOKS:
        raise OutgoingError(f"there are {MAX_WEBHOOKS} outgoing webhooks: remove one first")
    row = {
        "TITLE": title,
        "URL": url,
        "CLIENT_ID": f"outgoing.{secrets.token_hex(8)}",
        "USER_ID": user_id,
        "DATE_CREATE": to_stored(datetime.fromtimestamp(clock.now(), UTC)),
    }
    webhook_id = tx.insert(OUTGOING, row)
    _tell(tx, webhook_id, url, codes)
    found = find(tx, webhook_id)
    assert found is not None
    return found


def change(tx: Transaction, webhook: Outgoing, *, url: str, events: Iterable[str], title: str) -> None:
    """Let a webhook be otherwise from now on; its token stays.

    :raises OutgoingError: when something of it is unfit; nothing is changed then
    """
    codes = _codes(tx, events)
    _check(tx, url, title)
    tx.update(OUTGOING, {"ID": webhook.id}, {"TITLE": title, "URL": url})
    if (url, codes) != (webhook.url, list(webhook.events)):
        tx.delete(HANDLER, WEBHOOK_ID=webhook.id)
        _tell(tx, webhook.id, url, codes)


def listed(tx: Transaction) -> list[Outgoing]:
    """Every outgoing webhook, the oldest first."""
    return [_webhook(tx, row) for row in tx.dicts(_ALL)]


def find(tx: Transaction, webhook_id: int) -> Outgoing | None:
    """A webhook by its id."""
    rows = tx.dicts(_ONE, webhook_id=webhook_id)
    return _webhook(tx, rows[0]) if rows else None


def handlers(tx: Transaction, webhook_id: int) -> list[int]:
    """The ids of a webhook's subscriptions, one for each event."""
    return [handler_id for handler_id, _ in tx.all(_HANDLERS, webhook_id=webhook_id)]


def remove(tx: Transaction, webhook_id: int) -> bool:
    """Let an address be told no longer, also not of what waits; whether it was told."""
    webhook = find(tx, webhook_id)
    if webhook is None:
        return False
    tx.delete(HANDLER, WEBHOOK_ID=webhook_id)
    tx.delete(OUTGOING, ID=webhook_id)
    outbox.forget(tx, webhook.client_id)
    return True


def token(tx: Transaction, key: bytes, webhook: Outgoing) -> str:
    """What the handler knows calls of the portal by. It follows from the data folder's key and is not stored.

    :param key: the secret that credentials are hashed with
    """
    return apps.application_token(key, info.member_id_of(tx), webhook.client_id)


def _check(tx: Transaction, url: str, title: str) -> None:
    if len(title) > MAX_TITLE:
        raise OutgoingError(f"a title has {MAX_TITLE} characters at most")
    try:
        handler_urls.check(url, public=settings.read(tx).handlers == "public")
    except handler_urls.HandlerUrlError as error:
        raise OutgoingError(f"the handler's URL {error}") from None


def _codes(tx: Transaction, events: Iterable[str]) -> list[str]:
    known = {event.code.upper(): event.code for event in scopes.events(scopes.object_types(tx))}
    wanted = list(dict.fromkeys(code.strip().upper() for code in events if code.strip()))
    if EVERY in wanted:
        return list(known.values())
    unknown = [code for code in wanted if code not in known]
    if unknown:
        raise OutgoingError(f"there is no event {unknown[0]}")
    if not wanted:
        raise OutgoingError("name at least one event, such as ONCRMDEALUPDATE, or all")
    return [known[code] for code in wanted]


def _tell(tx: Transaction, webhook_id: int, url: str, codes: Iterable[str]) -> None:
    for code in codes:
        tx.insert(HANDLER, {"APP_ID": 0, "WEBHOOK_ID": webhook_id, "EVENT": code, "URL": url, "USER_ID": 0})
    generation.changed(tx)  # there may have been nobody to tell


def _webhook(tx: Transaction, row: dict[str, Any]) -> Outgoing:
    events = tuple(code for _, code in tx.all(_HANDLERS, webhook_id=row["ID"]))
    return Outgoing(row["ID"], row["TITLE"], row["URL"], events, row["CLIENT_ID"], row["USER_ID"], row["DATE_CREATE"])
