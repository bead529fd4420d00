"""Incoming webhooks: a user's credential in a URL. Only a keyed hash of the code is stored."""

import hmac
from dataclasses import dataclass
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.clock import Clock
from homeport.domain.portal.credentials.codes import hash_code
from homeport.domain.portal.credentials.scopes import expanded
from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import USER, WEBHOOK
from homeport.store import Query, Transaction

_OF_USER = Query(
    select(WEBHOOK.c.ID, WEBHOOK.c.CODE_HASH, WEBHOOK.c.SCOPES, WEBHOOK.c.EXPIRES, WEBHOOK.c.BLOCKED, USER.c.ACTIVE)
    .join(USER, USER.c.ID == WEBHOOK.c.USER_ID)
    .where(WEBHOOK.c.USER_ID == bindparam("user_id"))
)
_ALL = Query(
    select(
        WEBHOOK.c.ID,
        WEBHOOK.c.USER_ID,
        WEBHOOK.c.TITLE,
        WEBHOOK.c.SCOPES,
        WEBHOOK.c.DATE_CREATE,
        WEBHOOK.c.EXPIRES,
        WEBHOOK.c.BLOCKED,
    ).order_by(WEBHOOK.c.ID)
)


@dataclass(frozen=True, slots=True)
class Webhook:
    """An incoming webhook, without its code.

    :param blocked: whether an operator has blocked it
    :param active: whether its user still works here
    """

    id: int
    scopes: frozenset[str]
    expires: str | None
    blocked: bool
    active: bool


def find(tx: Transaction, user_id: int, hashed: str) -> Webhook | None:
    """A user's webhook by the hash of its code; None when there is none. Compares in constant time."""
    for webhook_id, stored, scopes, expires, blocked, active in tx.all(_OF_USER, user_id=user_id):
        if hmac.compare_digest(stored, hashed):
            return Webhook(webhook_id, split_scopes(scopes), expires, blocked == "Y", active == "Y")
    return None


def split_scopes(text: str) -> frozenset[str]:
    """``crm,user`` as a set."""
    return frozenset(word for word in text.replace(" ", "").split(",") if word)


def add(
    tx: Transaction, clock: Clock, key: bytes, user_id: int, scopes: str, *, code: str, title: str, expires: str | None
) -> int:
    """Store a webhook; its id.

    :param scopes: words and commas; ``all`` stands for every documented one
    :param expires: a moment in the stored form, or None for never
    """
    webhook_id = tx.insert(
        WEBHOOK,
        {
            "USER_ID": user_id,
            "TITLE": title,
            "CODE_HASH": hash_code(key, code),
            "SCOPES": ",".join(sorted(expanded(split_scopes(scopes)))),
            "DATE_CREATE": clock.stamp(),
            "EXPIRES": expires,
        },
    )
    changed(tx)
    return webhook_id


def revoke(tx: Transaction, webhook_id: int) -> bool:
    """Delete a webhook; whether there was one."""
    found = tx.delete(WEBHOOK, ID=webhook_id) > 0
    changed(tx)
    return found


def block(tx: Transaction, webhook_id: int, blocked: bool) -> bool:
    """Block a webhook, or let it call again; whether there is one."""
    found = tx.update(WEBHOOK, {"ID": webhook_id}, {"BLOCKED": "Y" if blocked else "N"}) > 0
    changed(tx)
    return found


def listed(tx: Transaction) -> list[dict[str, Any]]:
    """Every webhook, without its hash."""
    return tx.dicts(_ALL)
