"""Answers kept for calls that are repeated with the same ``Idempotency-Key``.

An answer is looked up and kept within the transaction of the call itself, so that of calls made at the same time one
runs and the others get its answer.

Source: ``api-reference/rest-v3.md#idempotency``.
"""

import re
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import bindparam, delete, select

from homeport.core.errors_v3 import IDEMPOTENCY_KEY_REUSED, INVALID_IDEMPOTENCY_KEY
from homeport.domain.portal.apps.tables import IDEMPOTENCY
from homeport.domain.portal.credentials.codes import hash_code
from homeport.store import Query, Transaction

KEPT_SECONDS = 24 * 3600

_KEY = re.compile(r"[\x20-\x7e]{1,255}")

_FIND = Query(
    select(IDEMPOTENCY.c.BODY_HASH, IDEMPOTENCY.c.ANSWER).where(
        IDEMPOTENCY.c.CREDENTIAL == bindparam("credential"),
        IDEMPOTENCY.c.USER_ID == bindparam("user_id"),
        IDEMPOTENCY.c.METHOD == bindparam("method"),
        IDEMPOTENCY.c.KEY == bindparam("key"),
        IDEMPOTENCY.c.EXPIRES > bindparam("now"),
    )
)
_FORGET = Query(delete(IDEMPOTENCY).where(IDEMPOTENCY.c.EXPIRES <= bindparam("now")))


class Call(NamedTuple):
    """A call that may be repeated.

    :param credential: the key of the credential it is made with
    :param key: as the caller chose it
    :param body_hash: of its parameters; see :func:`hash_of`
    """

    credential: str
    user_id: int
    method: str
    key: str
    body_hash: str


def check_key(key: str) -> None:
    """Refuse a key that is none.

    :raises CallError: ``…INVALIDIDEMPOTENCYKEYEXCEPTION`` unless it is 1 to 255 printable ASCII characters
    """
    if not _KEY.fullmatch(key):
        raise INVALID_IDEMPOTENCY_KEY()


def hash_of(secret: bytes, given: dict[str, Any]) -> str:
    """A keyed hash that two calls share when their parameters are the same, however these were written.

    :param secret: the data folder's secret
    """
    return hash_code(secret, msgspec.json.encode(given, order="deterministic").decode())


def find(tx: Transaction, call: Call, now: float) -> bytes | None:
    """The answer kept for a call, if there is one.

    :param now: seconds since 1970 on the portal's clock
    :raises CallError: ``…IDEMPOTENCYKEYREUSEDEXCEPTION`` when the call that had the key had other parameters
    """
    credential, user_id, method, key, body_hash = call
    found = tx.one(_FIND, credential=credential, user_id=user_id, method=method, key=key, now=now)
    if found is None:
        return None
    if found[0] != body_hash:
        raise IDEMPOTENCY_KEY_REUSED()
    answer: str = found[1]
    return answer.encode()


def keep(tx: Transaction, call: Call, answer: bytes, now: float) -> None:
    """Keep the answer of a call that succeeded, and forget those that were kept long enough."""
    tx.execute(_FORGET, now=now)
    values = {
        "CREDENTIAL": call.credential,
        "USER_ID": call.user_id,
        "METHOD": call.method,
        "KEY": call.key,
        "BODY_HASH": call.body_hash,
        "ANSWER": answer.decode(),
        "EXPIRES": now + KEPT_SECONDS,
    }
    tx.insert(IDEMPOTENCY, values)
