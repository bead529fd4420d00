"""Configurable activities: an application makes them, and describes how timelines show them.

Source: ``api-reference/crm/timeline/activities/configurable/``.
"""

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from sqlalchemy import bindparam, select

from homeport.core.clock import to_stored
from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED, CallError, ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.core.values import is_empty, parse_moment, write_moment
from homeport.domain.crm import access
from homeport.domain.crm.activity import activities, app_types, badges, providers
from homeport.domain.crm.activity.reading import require
from homeport.domain.crm.activity.tables import CONFIGURED
from homeport.domain.crm.entities import exists
from homeport.domain.crm.layout import words
from homeport.domain.crm.layout.checks import WRONG_FIELD_VALUE, Place, as_map, flag, integer, string
from homeport.domain.crm.layout.structure import LAYOUT, checked
from homeport.domain.portal import settings
from homeport.domain.portal.people import users
from homeport.store import Query

NOT_FOUND = ErrorKind("NOT_FOUND", "Not found.")
WRONG_CONTEXT = ErrorKind("ERROR_WRONG_CONTEXT", "Method call is only possible in the context of an application")
WRONG_APPLICATION = ErrorKind(
    "ERROR_WRONG_APPLICATION", "The activity can only be updated by the application that created it"
)
WITH_DEADLINE = ErrorKind("INCOMING_ACTIVITY_CAN_NOT_BE_WITH_DEADLINE", "Incoming activity cannot have a deadline")
EMPTY_LAYOUT = ErrorKind("ERROR_EMPTY_LAYOUT", "The layout field must be filled")

USUAL = "CONFIGURABLE"
"""The type of those that are of no type of their application."""

MOST_OFFSETS = 100

_OF_ACTIVITY = Query(
    select(CONFIGURED.c.LAYOUT, CONFIGURED.c.BADGE_CODE).where(CONFIGURED.c.ACTIVITY_ID == bindparam("activity_id"))
)

Values = dict[str, Any]


def add(ctx: Ctx, record: Owner, given: Mapping[str, Any], layout: Any) -> int:
    """Add one to the timeline of a record; its id.

    :param given: by the documented names: ``typeId``, ``deadline`` and so on
    :raises CallError: ``NOT_FOUND``, ``ACCESS_DENIED``, ``WRONG_FIELD_VALUE``, :data:`WITH_DEADLINE`,
        :data:`EMPTY_LAYOUT`, what is wrong with the layout
    """
    if not exists(ctx.tx, record):
        raise NOT_FOUND()
    if not access.may(ctx, Operation.WRITE, record):
        raise ACCESS_DENIED()
    app = ctx.credential.app
    assert app is not None  # only applications may call
    now = ctx.clock.stamp()
    values = {"RESPONSIBLE_ID": ctx.actor.user_id, "PROVIDER_TYPE_ID": USUAL, "START_TIME": now, "END_TIME": now}
    values |= {"TYPE_ID": providers.PROVIDED, "PROVIDER_ID": providers.CONFIGURABLE, "CLIENT_ID": app.client_id}
    said = _read(ctx, given, {})
    badge = said.pop("BADGE_CODE", "")
    look = _layout(ctx, layout)
    activity_id = activities.insert(ctx, [record], {**values, **said, "SUBJECT": _subject(ctx, look)})
    stored = {"LAYOUT": msgspec.json.encode(look).decode(), "BADGE_CODE": badge}
    ctx.tx.insert(CONFIGURED, {"ACTIVITY_ID": activity_id, **stored})
    return activity_id


def change(ctx: Ctx, activity_id: int, given: Mapping[str, Any], layout: Any) -> None:
    """Change what was given of one; its layout as a whole.

    :param layout: None to keep it
    :raises CallError: as :func:`add`, :data:`WRONG_APPLICATION`
    """
    old = _require(ctx, Operation.WRITE, activity_id)
    app = ctx.credential.app
    if app is None or old["CLIENT_ID"] != app.client_id:
        raise WRONG_APPLICATION()
    values = _read(ctx, given, old)
    look: Values = {}
    if "BADGE_CODE" in values:
        look["BADGE_CODE"] = values.pop("BADGE_CODE")
    if layout is not None:
        new = _layout(ctx, layout)
        values["SUBJECT"] = _subject(ctx, new)
        look["LAYOUT"] = msgspec.json.encode(new).decode()
    ctx.tx.update(CONFIGURED, {"ACTIVITY_ID": activity_id}, look)
    activities.update(ctx, activity_id, values)


def get(ctx: Ctx, activity_id: int) -> Values:
    """One as its application described it.

    :raises CallError: ``NOT_FOUND``, ``ACCESS_DENIED``
    """
    row = _require(ctx, Operation.READ, activity_id)
    layout, badge = ctx.tx.all(_OF_ACTIVITY, activity_id=activity_id)[0]
    return {
        "id": activity_id,
        "ownerTypeId": row["OWNER_TYPE_ID"],
        "ownerId": row["OWNER_ID"],
        "fields": {
            "typeId": row["PROVIDER_TYPE_ID"],
            "completed": row["COMPLETED"] == "Y",
            "deadline": write_moment(row["DEADLINE"], ctx.clock.zone),
            "pingOffsets": msgspec.json.decode(row["PING_OFFSETS"] or "[]"),
            "isIncomingChannel": row["IS_INCOMING_CHANNEL"] == "Y",
            "responsibleId": row["RESPONSIBLE_ID"],
            "badgeCode": badge,
            "originatorId": row["ORIGINATOR_ID"],
            "originId": row["ORIGIN_ID"],
        },
        "layout": msgspec.json.decode(layout),
    }


def _require(ctx: Ctx, operation: Operation, activity_id: int) -> Values:
    row = require(ctx, operation, activity_id, denied=ACCESS_DENIED, not_found=NOT_FOUND)
    if row["PROVIDER_ID"] != providers.CONFIGURABLE:
        raise NOT_FOUND()
    return row


def _layout(ctx: Ctx, given: Any) -> Values:
    if is_empty(given):
        raise EMPTY_LAYOUT()
    return checked(given, LAYOUT)


def _subject(ctx: Ctx, layout: Values) -> str:
    return words.said(layout["header"]["title"], settings.read(ctx.tx).language)


def _read(ctx: Ctx, given: Mapping[str, Any], old: Values) -> Values:
    """The columns among what was given, and ``BADGE_CODE``."""
    values: Values = {}
    for name, value in given.items():
        read = _FIELDS.get(name)
        if read is None:
            ctx.drop("fields", name)
            continue
        values |= read(ctx, value, Place("fields", name))
    row = {**old, **values}
    if row.get("IS_INCOMING_CHANNEL") == "Y" and row.get("DEADLINE"):
        raise WITH_DEADLINE()
    return values


Read = Callable[[Ctx, Any, Place], Values]


def _wrong(place: Place) -> CallError:
    return place.refuse(WRONG_FIELD_VALUE)


def _type(ctx: Ctx, value: Any, place: Place) -> Values:
    kind = USUAL if is_empty(value) else string(value, place)
    if kind != USUAL and not app_types.is_configurable(ctx, kind):
        raise _wrong(place)
    return {"PROVIDER_TYPE_ID": kind}


def _completed(ctx: Ctx, value: Any, place: Place) -> Values:
    done = flag(value, place)
    return {"COMPLETED": "Y" if done else "N", "STATUS": activities.COMPLETED if done else activities.WAITING}


def _deadline(ctx: Ctx, value: Any, place: Place) -> Values:
    if is_empty(value):
        return {"DEADLINE": None}
    try:
        moment = to_stored(parse_moment(value, ctx.clock.zone))
    except (ValueError, OverflowError):
        raise _wrong(place) from None
    return {"DEADLINE": moment, "START_TIME": moment, "END_TIME": moment}


def _offsets(ctx: Ctx, value: Any, place: Place) -> Values:
    given = {} if is_empty(value) else as_map(value, place)
    if len(given) > MOST_OFFSETS:
        raise _wrong(place)
    offsets = sorted({integer(each, place) for each in given.values()})
    return {"PING_OFFSETS": msgspec.json.encode(offsets).decode()}


def _incoming(ctx: Ctx, value: Any, place: Place) -> Values:
    return {"IS_INCOMING_CHANNEL": "Y" if flag(value, place) else "N"}


def _responsible(ctx: Ctx, value: Any, place: Place) -> Values:
    user_id = integer(value, place)
    if not users.exists(ctx.tx, user_id):
        raise _wrong(place)
    return {"RESPONSIBLE_ID": user_id}


def _badge(ctx: Ctx, value: Any, place: Place) -> Values:
    code = "" if is_empty(value) else string(value, place)
    if code and not badges.is_there(ctx.tx, code):
        raise _wrong(place)
    return {"BADGE_CODE": code}


def _text(column: str) -> Read:
    return lambda ctx, value, place: {column: None if is_empty(value) else string(value, place)}


_FIELDS: Mapping[str, Read] = {
    "typeId": _type,
    "completed": _completed,
    "deadline": _deadline,
    "pingOffsets": _offsets,
    "isIncomingChannel": _incoming,
    "responsibleId": _responsible,
    "badgeCode": _badge,
    "originatorId": _text("ORIGINATOR_ID"),
    "originId": _text("ORIGIN_ID"),
}
