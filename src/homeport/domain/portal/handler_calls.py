"""What a handler is told: the event, its data, and the authorization to answer with.

Sources: ``api-reference/events/index.md``, ``_includes/auth-params-in-events.md``,
``api-reference/common/events/on-app-install.md`` and ``on-app-uninstall.md``.
"""

from typing import Any

from homeport.core.clock import Clock
from homeport.domain.portal import apps, info, tokens, users
from homeport.domain.portal.outbox import Call
from homeport.domain.portal.tokens import ACCESS_SECONDS
from homeport.store import Transaction

NO_HANDLER_ID = 0
"""The ``event_handler_id`` of calls that nobody subscribed to: installing and uninstalling."""


class EndedError(Exception):
    """There is nothing to tell any more; the text says why."""


def compose(tx: Transaction, clock: Clock, key: bytes, call: Call, address: str) -> dict[str, Any]:
    """The body of a call, as it is sent now. Needs a write transaction: its tokens are made here.

    :param key: the secret that credentials are hashed with
    :param address: where the portal is reached, such as ``https://portal.example.test``
    :raises EndedError: when the call was to carry tokens that its user may not have any more
    """
    member_id = info.member_id_of(tx)
    auth = {
        "domain": address.partition("://")[2],
        # one server is both the portal and the authorization server
        "server_endpoint": f"{address}/rest/",
        "client_endpoint": f"{address}/rest/",
        "member_id": member_id,
        "application_token": apps.application_token(key, member_id, call.client_id),
    }
    if call.user_id:
        auth |= _tokens(tx, clock, key, call)
    return {
        "event": call.event,
        "event_handler_id": NO_HANDLER_ID,
        "data": call.data,
        "ts": int(clock.now()),
        "auth": auth,
    }


def _tokens(tx: Transaction, clock: Clock, key: bytes, call: Call) -> dict[str, Any]:
    app = apps.find_client(tx, call.client_id)
    if app is None:
        raise EndedError("the application was removed")
    if not users.is_active(tx, call.user_id):
        raise EndedError(f"user {call.user_id} was dismissed")
    pair = tokens.issue(tx, clock, key, app, call.user_id)
    return {
        "access_token": pair.access,
        "refresh_token": pair.refresh,
        "expires": pair.expires,
        "expires_in": ACCESS_SECONDS,
        "scope": ",".join(sorted(pair.scopes)),
        "status": app.status,
        "user_id": pair.user_id,
    }
