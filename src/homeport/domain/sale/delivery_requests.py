"""What delivery services say of requests: how they stand, what is known of them, what the manager and the recipient are
to be told.

Source: ``api-reference/sale/delivery/delivery-request/``.
"""

from collections.abc import Mapping
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.amounts import rounded
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import read_integer
from homeport.domain.records.fields import Values
from homeport.domain.records.scopes import followers
from homeport.domain.sale import deliveries
from homeport.domain.sale.delivery_content import shipment_of
from homeport.domain.sale.delivery_tables import FINAL, MESSAGE, REQUEST, forget
from homeport.domain.sale.registered import DENIED
from homeport.store import Query
from homeport.store.numbers import amount

FOLLOWERS = "delivery_message"
"""What messages are called where floors above show them."""

NO_DELIVERY = ErrorKind("DELIVERY_ID_NOT_SPECIFIED", "Delivery service identifier has not been specified")
DELIVERY_NOT_FOUND = ErrorKind("DELIVERY_NOT_FOUND", "Delivery service has not been found")
NO_REQUEST = ErrorKind("REQUEST_ID_NOT_SPECIFIED", "Delivery request identifier has not been specified")
REQUEST_NOT_FOUND = ErrorKind("REQUEST_NOT_FOUND", "Delivery request has not been found")
FOUND = (DENIED, NO_DELIVERY, DELIVERY_NOT_FOUND, NO_REQUEST, REQUEST_NOT_FOUND)

BAD_STATUS = ErrorKind("STATUS_UNEXPECTED_FORMAT", "Status has an unexpected format")
NO_TEXT = ErrorKind("STATUS_TEXT_NOT_SPECIFIED", "Status text has not been specified")
NO_SEMANTIC = ErrorKind("STATUS_SEMANTIC_NOT_SPECIFIED", "Status semantic has not been specified")
BAD_PROPERTIES = ErrorKind("PROPERTIES_UNEXPECTED_FORMAT", "Properties have an unexpected format")
BAD_PROPERTY = ErrorKind("PROPERTY_VALUE_UNEXPECTED_FORMAT", "A property has an unexpected format")
BAD_TAGS = ErrorKind("PROPERTY_VALUE_TAGS_UNEXPECTED_FORMAT", "Tags of a property have an unexpected format")
BAD_TAG = ErrorKind("PROPERTY_VALUE_TAG_UNEXPECTED_FORMAT", "A tag of a property has an unexpected format")
BAD_FINALIZE = ErrorKind("UNEXPECTED_REQUEST_FINALIZE_INDICATOR_VALUE", "FINALIZE is Y or N")
BAD_OVERWRITE = ErrorKind("UNEXPECTED_OVERWRITE_PROPERTIES_VALUE", "OVERWRITE_PROPERTIES is Y or N")
NOTHING = ErrorKind("EMPTY_UPDATE_PAYLOAD", "There is nothing to update")
UPDATING = (
    BAD_STATUS, NO_TEXT, NO_SEMANTIC, BAD_PROPERTIES, BAD_PROPERTY, BAD_TAGS, BAD_TAG, BAD_FINALIZE, BAD_OVERWRITE,
    NOTHING,
)  # fmt: skip

NO_ADDRESSEE = ErrorKind("ADDRESSEE_IS_NOT_SPECIFIED", "Addressee has not been specified")
BAD_ADDRESSEE = ErrorKind("ADDRESSEE_UNEXPECTED_VALUE", "Unexpected addressee")
NO_MESSAGE = ErrorKind("MESSAGE_NOT_SPECIFIED", "Message has not been specified")
NO_STATUS = ErrorKind("MESSAGE_STATUS_NOT_SPECIFIED", "Message status has not been specified")
NO_STATUS_SEMANTIC = ErrorKind("MESSAGE_STATUS_SEMANTIC_NOT_SPECIFIED", "Message status semantic is missing")
BAD_SEMANTIC = ErrorKind("UNEXPECTED_MESSAGE_STATUS_SEMANTIC", "Unexpected message status semantic")
NO_SHIPMENT = ErrorKind("REQUEST_SHIPMENT_NOT_FOUND", "Shipment of the delivery request has not been found")
SENDING = (NO_ADDRESSEE, BAD_ADDRESSEE, NO_MESSAGE, NO_STATUS, NO_STATUS_SEMANTIC, BAD_SEMANTIC, NO_SHIPMENT)

ADDRESSEES = ("MANAGER", "RECIPIENT")
SEMANTICS = ("process", "success")
OF_MESSAGES = ("success", "process", "error")
TAGS = ("phone",)
MOST = 100
"""Properties of a request."""
LONGEST = 1_000

_CALLED = Query(
    select(REQUEST)
    .where(REQUEST.c.DELIVERY_ID == bindparam("delivery"), REQUEST.c.REQUEST_ID == bindparam("called"))
    .order_by(REQUEST.c.ID.desc())
    .limit(1)
)


def update(ctx: Ctx, given: Mapping[str, Any]) -> None:
    """Note how a request stands, and what is known of it.

    :raises CallError: one of :data:`FOUND` and :data:`UPDATING`
    """
    row = _found(ctx, given)
    new: Values = {}
    if "STATUS" in given:
        new |= _status(given["STATUS"])
    overwrites = _flag(given.get("OVERWRITE_PROPERTIES"), BAD_OVERWRITE)
    if "PROPERTIES" in given:
        held = [] if overwrites else msgspec.json.decode(row["PROPERTIES"])
        said = [*held, *_properties(given["PROPERTIES"])]
        if len(said) > MOST:
            raise BAD_PROPERTIES()
        new["PROPERTIES"] = msgspec.json.encode(said).decode()
    if _flag(given.get("FINALIZE"), BAD_FINALIZE):
        new["STATE"] = FINAL
    if not new:
        raise NOTHING()
    ctx.tx.update(REQUEST, {"ID": row["ID"]}, new)


def delete(ctx: Ctx, given: Mapping[str, Any]) -> None:
    """Delete a request; its service knows.

    :raises CallError: one of :data:`FOUND`
    """
    forget(ctx.tx, _found(ctx, given)["ID"])


def send(ctx: Ctx, given: Mapping[str, Any]) -> None:
    """Tell the manager or the recipient something of a request.

    :raises CallError: one of :data:`FOUND` and :data:`SENDING`
    """
    row = _found(ctx, given)
    addressee = given.get("ADDRESSEE")
    if addressee in (None, ""):
        raise NO_ADDRESSEE()
    if addressee not in ADDRESSEES:
        raise BAD_ADDRESSEE()
    message = given.get("MESSAGE")
    said = message if isinstance(message, dict) else {}
    subject, body = _text(said.get("SUBJECT")), _text(said.get("BODY"))
    if not subject and not body:
        raise NO_MESSAGE()
    status = _message_status(said.get("STATUS"))
    shipment = None if row["SHIPMENT_ID"] is None else shipment_of(ctx.tx, row["SHIPMENT_ID"])
    if shipment is None:
        raise NO_SHIPMENT()
    body = _with_money(body, said.get("MONEY_VALUES"), shipment["CURRENCY"])
    told = {"OF_REQUEST": row["ID"], "ADDRESSEE": addressee, "SUBJECT": subject, "BODY": body}
    ctx.tx.insert(MESSAGE, {**told, **status, "CREATED": ctx.clock.stamp()})
    for follower in followers(FOLLOWERS):
        follower.told(ctx, shipment["ORDER_ID"], subject, body)


def _found(ctx: Ctx, given: Mapping[str, Any]) -> Values:
    """The request that a call means."""
    if not ctx.actor.is_admin:
        raise DENIED()
    if given.get("DELIVERY_ID") in (None, ""):
        raise NO_DELIVERY()
    try:
        delivery = read_integer(given["DELIVERY_ID"], ctx.clock.zone) or 0
    except (ValueError, OverflowError):
        delivery = 0
    if deliveries.find(ctx, delivery) is None:
        raise DELIVERY_NOT_FOUND()
    if given.get("REQUEST_ID") in (None, ""):
        raise NO_REQUEST()
    for row in ctx.tx.dicts(_CALLED, delivery=delivery, called=str(given["REQUEST_ID"])):
        return row
    raise REQUEST_NOT_FOUND()


def _status(given: Any) -> Values:
    if not isinstance(given, dict):
        raise BAD_STATUS()
    if not _text(given.get("TEXT")):
        raise NO_TEXT()
    if given.get("SEMANTIC") in (None, ""):
        raise NO_SEMANTIC()
    if given["SEMANTIC"] not in SEMANTICS:
        raise BAD_STATUS()
    return {"STATUS_TEXT": _text(given["TEXT"]), "STATUS_SEMANTIC": given["SEMANTIC"]}


def _properties(given: Any) -> list[Values]:
    parts = list(given.values()) if isinstance(given, dict) else given
    if not isinstance(parts, list):
        raise BAD_PROPERTIES()
    return [_property(part) for part in parts]


def _property(given: Any) -> Values:
    if not isinstance(given, dict) or not _text(given.get("NAME")) or not _text(given.get("VALUE")):
        raise BAD_PROPERTY()
    found: Values = {"NAME": _text(given["NAME"]), "VALUE": _text(given["VALUE"])}
    if "TAGS" in given:
        tags = list(given["TAGS"].values()) if isinstance(given["TAGS"], dict) else given["TAGS"]
        if not isinstance(tags, list):
            raise BAD_TAGS()
        if any(tag not in TAGS for tag in tags):
            raise BAD_TAG()
        found["TAGS"] = tags
    return found


def _message_status(given: Any) -> Values:
    if given in (None, "", [], {}):
        return {"STATUS_TEXT": None, "STATUS_SEMANTIC": None}
    said = given if isinstance(given, dict) else {}
    if not _text(said.get("MESSAGE")):
        raise NO_STATUS()
    if said.get("SEMANTIC") in (None, ""):
        raise NO_STATUS_SEMANTIC()
    if said["SEMANTIC"] not in OF_MESSAGES:
        raise BAD_SEMANTIC()
    return {"STATUS_TEXT": _text(said["MESSAGE"]), "STATUS_SEMANTIC": said["SEMANTIC"]}


def _with_money(body: str, given: Any, currency: str) -> str:
    for name, value in given.items() if isinstance(given, dict) else ():
        if name and isinstance(value, int | float) and not isinstance(value, bool):
            body = body.replace(name, f"{amount(rounded(float(value)))} {currency}")
    return body[:LONGEST]


def _flag(given: Any, refusal: ErrorKind) -> bool:
    if given in (None, ""):
        return False
    if given not in ("Y", "N"):
        raise refusal()
    return bool(given == "Y")


def _text(given: Any) -> str:
    return str(given)[:LONGEST] if isinstance(given, str | int | float) and not isinstance(given, bool) else ""
