"""The event log: who signed in and out, and what became of people. The oldest entries make room for new ones.

Source: ``api-reference/event-log/``, which names ``USER_AUTHORIZE``; the other types are called as it is.
"""

import json
from typing import Any, NamedTuple

from sqlalchemy import bindparam, delete

from homeport.domain.portal.tables import EVENT_LOG
from homeport.store import Query, Transaction

AUTHORIZE, LOGOUT = "USER_AUTHORIZE", "USER_LOGOUT"
REGISTER, EDIT, PASSWORD_CHANGED = "USER_REGISTER", "USER_EDIT", "USER_PASSWORD_CHANGED"
SECURITY = "SECURITY"
MAIN, REST = "main", "rest"
SITE = "s1"

KEPT = 100_000
"""How many entries there may be."""
MAX_TEXT = 2_000
"""Characters that are kept of what a browser says of itself, and of an address."""

_FORGET = Query(delete(EVENT_LOG).where(EVENT_LOG.c.ID <= bindparam("last")))


class Origin(NamedTuple):
    """Where a request came from, as its client says.

    :param address: the network address
    :param agent: the ``User-Agent``
    :param uri: the path, without the query, in which secrets may be
    """

    address: str
    agent: str
    uri: str


def note(
    tx: Transaction,
    moment: str,
    kind: str,
    user: int,
    *,
    by: int | None = None,
    origin: Origin | None = None,
    module: str = MAIN,
    **said: Any,
) -> None:
    """Write an entry.

    :param moment: as it is stored
    :param kind: one of the types above
    :param user: whom it is about
    :param by: who did it, where it was somebody else
    :param said: what more there is to say
    """
    number = tx.insert(
        EVENT_LOG,
        {
            "TIMESTAMP_X": moment,
            "SEVERITY": SECURITY,
            "AUDIT_TYPE_ID": kind,
            "MODULE_ID": module,
            "ITEM_ID": str(user),
            "REMOTE_ADDR": origin.address if origin else None,
            "USER_AGENT": origin.agent[:MAX_TEXT] if origin else None,
            "REQUEST_URI": origin.uri[:MAX_TEXT] if origin else None,
            "SITE_ID": SITE,
            "USER_ID": (user if by is None else by) or None,
            "GUEST_ID": 0,
            "DESCRIPTION": json.dumps({"userId": user, **said}, separators=(",", ":")),
        },
    )
    tx.execute(_FORGET, last=number - KEPT)
