"""Messages to phones: sent by a person from a record, told to the application whose sender it is, which says then what
became of them.

Sources: ``messageservice-sender-add.md#handler``, ``messageservice-message-status-update.md``,
``tutorials/messageservice/index.md``.
"""

import secrets
from collections.abc import Mapping
from typing import Any, NamedTuple

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED, ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.domain.crm import access
from homeport.domain.crm.activity import activities, communications, providers
from homeport.domain.crm.activity.communications import Communication
from homeport.domain.crm.record.comparable import comparable
from homeport.domain.events import handler_calls, outbox
from homeport.domain.messageservice import senders
from homeport.domain.messageservice.tables import MESSAGE
from homeport.store import Query, Transaction

NOT_FOUND = ErrorKind("ERROR_MESSAGE_NOT_FOUND", "Message not found!")
WRONG_STATUS = ErrorKind("ERROR_MESSAGE_STATUS_INCORRECT", "Message status incorrect!")
NO_PHONE = ErrorKind("", "There is no phone to send the message to")
NO_TEXT = ErrorKind("", "The message has no text")
NO_SENDER = ErrorKind("", "There is no such sender")

QUEUED, FAILED = "queued", "failed"
STATUSES = (QUEUED, "sent", "delivered", "undelivered", FAILED)
LONGEST = 2000
"""Letters of a message."""

_OUTGOING = 2
_FROM_CARD = "crm"
"""The module that a message is sent from; the other is workflows."""

_ONE = Query(
    select(MESSAGE.c.ID, MESSAGE.c.AUTHOR_ID).where(
        *(MESSAGE.c[name] == bindparam(name) for name in ("APP_ID", "CODE", "MESSAGE_ID"))
    )
)
_OF_ACTIVITY = Query(
    select(MESSAGE.c.STATUS).where(MESSAGE.c.ACTIVITY_ID == bindparam("activity_id")).order_by(MESSAGE.c.ID.desc())
)


class Letter(NamedTuple):
    """A message that is to be sent.

    :param app_id: the application whose sender it is
    :param code: of the sender
    :param phone: where to
    :param client: whose phone that is; the record itself where that is not known
    """

    app_id: int
    code: str
    phone: str
    text: str
    client: Owner | None = None


class Sent(NamedTuple):
    """A message that was sent.

    :param message_id: what the application is told that it is called
    """

    activity_id: int
    message_id: str


def send(ctx: Ctx, record: Owner, letter: Letter) -> Sent:
    """Send a message from a record, where it has an activity.

    :raises CallError: ``ACCESS_DENIED`` for whoever may not change the record; ``NO_SENDER``, ``NO_PHONE``, ``NO_TEXT``
    """
    if not access.may(ctx, Operation.WRITE, record):
        raise ACCESS_DENIED()
    sender = next((each for each in senders.usable(ctx.tx) if _is(each, letter)), None)
    if sender is None:
        raise NO_SENDER()
    phone, text = comparable("PHONE", letter.phone), letter.text.strip()[:LONGEST]
    if phone is None:
        raise NO_PHONE()
    if not text:
        raise NO_TEXT()
    client = letter.client
    if client is None or not access.may(ctx, Operation.READ, client):
        client = record
    records = list(dict.fromkeys((record, client)))
    row: senders.Row = {
        "MESSAGE_ID": secrets.token_hex(16),
        "APP_ID": sender["APP_ID"],
        "CODE": sender["CODE"],
        "AUTHOR_ID": ctx.actor.user_id,
        "MESSAGE_TO": phone,
        "MESSAGE_BODY": text,
        "STATUS": QUEUED,
        "SENT": ctx.clock.stamp(),
        "ACTIVITY_ID": 0,
    }
    number = ctx.tx.insert(MESSAGE, row)
    activity = _activity(ctx, records, row, number)
    communications.save(ctx, activity, client, [Communication(client, "PHONE", phone)])
    ctx.tx.update(MESSAGE, {"ID": number}, {"ACTIVITY_ID": activity})
    outbox.put(
        ctx.tx,
        ctx.clock,
        event=handler_calls.SENDING,
        url=sender["HANDLER"],
        client_id=sender["CLIENT_ID"],
        user_id=ctx.actor.user_id,
        data=_told(sender, row, records),
    )
    return Sent(activity, row["MESSAGE_ID"])


def change_status(ctx: Ctx, code: Any, message_id: Any, status: Any) -> None:
    """Say what has become of a message that was sent by a sender of the application that calls.

    :raises CallError: ``NO_CODE``, ``WRONG_CODE``, ``NOT_FOUND``; ``DENIED`` for whoever neither has sent it nor is an
        administrator; ``WRONG_STATUS``
    """
    key = {"APP_ID": senders.app_of(ctx), "CODE": senders.code_of(code), "MESSAGE_ID": message_id}
    found = ctx.tx.one(_ONE, **key) if isinstance(message_id, str) else None
    if found is None:
        raise NOT_FOUND()
    if ctx.actor.user_id != found[1]:
        senders.require_admin(ctx)
    if status not in STATUSES:
        raise WRONG_STATUS()
    ctx.tx.update(MESSAGE, {"ID": found[0]}, {"STATUS": status})


def not_taken(tx: Transaction, data: Mapping[str, Any]) -> None:
    """Note that a message has failed: its handler was tried in vain, and nobody has said what became of it.

    :param data: what the handler was to be told
    """
    tx.update(MESSAGE, {"MESSAGE_ID": data["message_id"], "STATUS": QUEUED}, {"STATUS": FAILED})


def status_of(tx: Transaction, activity_id: int) -> str:
    """What has become of the message that an activity is of; empty for other activities."""
    return str(tx.value(_OF_ACTIVITY, activity_id=activity_id) or "")


def _is(sender: senders.Row, letter: Letter) -> bool:
    return (sender["APP_ID"], sender["CODE"]) == (letter.app_id, letter.code)


def _activity(ctx: Ctx, records: list[Owner], row: senders.Row, number: int) -> int:
    """The activity of a message: of a provider of its own, and over at once."""
    provider = providers.provider_of(providers.PROVIDED, providers.SMS, None)
    return activities.insert(
        ctx,
        records,
        {
            "TYPE_ID": providers.PROVIDED,
            "PROVIDER_ID": provider.provider_id,
            "PROVIDER_TYPE_ID": provider.type_id,
            "ASSOCIATED_ENTITY_ID": number,
            "SUBJECT": f"SMS to {row['MESSAGE_TO']}",
            "DESCRIPTION": row["MESSAGE_BODY"],
            "DIRECTION": _OUTGOING,
            "START_TIME": row["SENT"],
            "END_TIME": row["SENT"],
            "DEADLINE": row["SENT"],
            "COMPLETED": "Y",
            "STATUS": activities.COMPLETED,
            "RESPONSIBLE_ID": ctx.actor.user_id,
            "SETTINGS": msgspec.json.encode({"MESSAGE_ID": row["MESSAGE_ID"]}).decode(),
        },
    )


def _told(sender: senders.Row, row: senders.Row, records: list[Owner]) -> dict[str, Any]:
    """What the application is told of a message."""
    return {
        "module_id": _FROM_CARD,
        "bindings": [{"OWNER_TYPE_ID": each.entity_type_id, "OWNER_ID": each.entity_id} for each in records],
        "properties": {"phone_number": row["MESSAGE_TO"], "message_text": row["MESSAGE_BODY"]},
        "type": sender["TYPE"],
        "code": sender["CODE"],
        "message_id": row["MESSAGE_ID"],
        "message_to": row["MESSAGE_TO"],
        "message_body": row["MESSAGE_BODY"],
    }
