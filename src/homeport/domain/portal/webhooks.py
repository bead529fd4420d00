"""Incoming webhooks: a user's credential in a URL. Only a keyed hash of the code is stored."""

import hmac
import secrets
import string
from dataclasses import dataclass
from hashlib import blake2b

from sqlalchemy import bindparam, select

from homeport.core.clock import Clock
from homeport.domain.portal.generation import changed
from homeport.domain.portal.tables import USER, WEBHOOK
from homeport.store import Query, Transaction

CODE_LENGTH = 16
_ALPHABET = string.ascii_lowercase + string.digits

_OF_USER = Query(
    select(WEBHOOK.c.ID, WEBHOOK.c.CODE_HASH, WEBHOOK.c.SCOPES, WEBHOOK.c.EXPIRES)
    .join(USER, USER.c.ID == WEBHOOK.c.USER_ID)
    .where(WEBHOOK.c.USER_ID == bindparam("user_id"), USER.c.ACTIVE == "Y")
)
_ALL = Query(
    select(
        WEBHOOK.c.ID, WEBHOOK.c.USER_ID, WEBHOOK.c.TITLE, WEBHOOK.c.SCOPES, WEBHOOK.c.DATE_CREATE, WEBHOOK.c.EXPIRES
    ).order_by(WEBHOOK.c.ID)
)


@dataclass(frozen=True, slots=True)
class Webhook:
    """An incoming webhook, without its code."""

    id: int
    scopes: frozenset[str]
    expires: str | None


def new_code() -> str:
    """A random code, 82 bits."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(CODE_LENGTH))


def hash_code(key: bytes, code: str) -> str:
    """The keyed hash that is stored of a code."""
    # keyed BLAKE2b: a tenth of the time that OpenSSL's HMAC takes to set itself up, and it runs on every call
    return blake2b(code.encode(), key=key, digest_size=32).hexdigest()


def find(tx: Transaction, user_id: int, hashed: str) -> Webhook | None:
    """The webhook of an active user by the hash of its code; None when there is none. Compares in constant time."""
    for webhook_id, stored, scopes, expires in tx.all(_OF_USER, user_id=user_id):
        if hmac.compare_digest(stored, hashed):
            return Webhook(webhook_id, split_scopes(scopes), expires)
    return None


def split_scopes(text: str) -> frozenset[str]:
    """``crm,user`` as a set."""
    return frozenset(word for word in text.replace(" ", "").split(",") if word)


def add(
    tx: Transaction, clock: Clock, key: bytes, user_id: int, scopes: str, *, code: str, title: str, expires: str | None
) -> int:
    """Store a webhook; its id.

    :param expires: a moment in the stored form, or None for never
    """
    webhook_id = tx.insert(
        WEBHOOK,
        {
            "USER_ID": user_id,
            "TITLE": title,
            "CODE_HASH": hash_code(key, code),
            "SCOPES": ",".join(sorted(split_scopes(scopes))),
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


def listed(tx: Transaction) -> list[dict[str, object]]:
    """Every webhook, without its hash."""
    return tx.dicts(_ALL)
