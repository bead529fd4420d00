"""What a handler is told: the event, its data, and the authorization to answer with.

Sources: ``api-reference/events/index.md``, ``_includes/auth-params-in-events.md``,
``api-reference/common/events/on-app-install.md`` and ``on-app-uninstall.md``.
"""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.clock import Clock
from homeport.domain.events.outbox import Call
from homeport.domain.events.tables import HANDLER
from homeport.domain.portal import info
from homeport.domain.portal.apps import apps, tokens
from homeport.domain.portal.apps.apps import App
from homeport.domain.portal.apps.tokens import ACCESS_SECONDS
from homeport.domain.portal.people import users
from homeport.store import Query, Transaction

STEP = "bizproc.step"
"""A step of a process, which is told by itself and not as the data of an event."""
SENDING = "messageservice.send"
"""A message that is to be sent to a phone, which is told likewise (``messageservice-sender-add.md``)."""
_BY_ITSELF = frozenset({STEP, SENDING})
TOKEN = "event_token"  # noqa: S105  its name
"""Where a step says by what it is answered; it is sealed when it is sent."""
RENEWABLE = frozenset({"ONAPPINSTALL", "ONOFFLINEEVENT", STEP})
"""What has tokens that an application can live on: only these have a refresh token."""

OF_BOTS = "ONIMBOTV2"
"""What the codes of events begin with that tell a chatbot."""

_OWNER = Query(select(HANDLER.c.USER_ID).where(HANDLER.c.ID == bindparam("handler_id")))


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
    }
    if _is_told_for_application(tx, call):
        auth["application_token"] = apps.application_token(key, member_id, call.client_id)
    app = apps.find_client(tx, call.client_id)
    if call.user_id or (app is not None and call.handler_id):
        auth |= _authorization(tx, clock, key, call, app)
    told = {"event": call.event, "event_handler_id": call.handler_id, "data": _data(call, auth)}
    if call.event in _BY_ITSELF:
        told = dict(call.data)
    if call.event == STEP:
        told[TOKEN] = f"{told[TOKEN]}.{seal(tx, told[TOKEN])}"
    return {**told, "ts": int(clock.now()), "auth": auth}


def _data(call: Call, auth: dict[str, Any]) -> Any:
    """What is told; that of a bot has the authorization within too, beside what names the bot."""
    if not call.event.startswith(OF_BOTS):
        return call.data
    return {**call.data, "bot": {**call.data["bot"], "auth": auth}}


def seal(tx: Transaction, said: str) -> str:
    """What shows that a token was made here."""
    assert tx.blobs is not None  # whoever delivers, and whoever calls, has what seals
    return tx.blobs.slug(f"{TOKEN} {info.member_id_of(tx)} {said}")


def _is_told_for_application(tx: Transaction, call: Call) -> bool:
    """Whether the application's own token goes with a call: not to a handler that any user may have bound."""
    owner = tx.value(_OWNER, handler_id=call.handler_id) if call.handler_id else None
    return not owner or users.is_admin(tx, owner)


def _authorization(tx: Transaction, clock: Clock, key: bytes, call: Call, app: App | None) -> dict[str, Any]:
    """What the application may do with the call. Who is told of an event is also told when its user has gone."""
    if app is None:
        raise EndedError("the application was removed")
    about: dict[str, Any] = {"scope": ",".join(sorted(app.scopes)), "status": app.status}
    if not call.user_id:
        return about
    if not users.is_active(tx, call.user_id):
        if call.handler_id:
            return about
        raise EndedError(f"user {call.user_id} was dismissed")
    renewable = call.event in RENEWABLE
    pair = tokens.issue(tx, clock, key, app, call.user_id, renewable=renewable)
    return about | {
        "access_token": pair.access,
        **({"refresh_token": pair.refresh} if renewable else {}),
        "expires": pair.expires,
        "expires_in": ACCESS_SECONDS,
        "user_id": pair.user_id,
    }
