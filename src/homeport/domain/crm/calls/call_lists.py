"""The life of a call list. Somebody who is called from it is there as far as the caller may read the client.

Source: ``api-reference/crm/call-list/``.
"""

from typing import Any

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Level, Operation
from homeport.core.values import read_integer
from homeport.domain.crm import access
from homeport.domain.crm.activity import activities, bindings, providers
from homeport.domain.crm.calls import removal
from homeport.domain.crm.calls.tables import CALL_LIST, PARTICIPANT
from homeport.domain.crm.entities import exists
from homeport.domain.crm.stages import statuses
from homeport.store import Query

TYPES = {"CONTACT": owner.CONTACT, "COMPANY": owner.COMPANY}
NAMES = {type_id: name for name, type_id in TYPES.items()}
STATUSES = "CALL_LIST"
"""The directory of what became of a call."""
WAITING = "IN_WORK"
MOST = 1_000
"""People on a list."""

MISSING = ErrorKind("ERROR_ARGUMENT", "{name} is not found")
NOT_AN_ARRAY = ErrorKind("ENTITIES_ERROR", "Entities is not array")
WRONG_TYPE = ErrorKind("ENTITY_TYPE_ERROR", "Incorrect entity type")
WRONG_TYPE_IN_CHANGE = ErrorKind("ENTITY_TYPE_ERROR", "EntityType is incorrect")
ANOTHER_TYPE = ErrorKind("ENTITY_TYPE_ERROR", "Discrepancy between the type of call participants and incoming type")
WRONG_IDS = ErrorKind("ENTITY_ERROR", "Incorrect entities id")
WRONG_IDS_IN_CHANGE = ErrorKind("ENTITIES_ERROR", "Incorrect entities id")
WRONG_FORM = ErrorKind("WEBFORM_ERROR", "Incorrect webform id")
NOT_FOUND = ErrorKind("LIST_ID_ERROR", "Incorrect list id")
NOT_FOUND_IN_CHANGE = ErrorKind("LIST_ID_ERROR", "Incorrect list id or access denied")
NOT_POSITIVE = ErrorKind("LIST_ID_ERROR", "List id should be positive")
NO_SUCH_LIST = ErrorKind("LIST_ID_ERROR", "Call list is not found")
WRONG_STATUS = ErrorKind("STATUS_ERROR", "Incorrect status")
NO_ACCESS = ErrorKind("ACCESS_ERROR", "You don't have access to these entities", 403)
NO_ACCESS_IN_CHANGE = ErrorKind("ACCESS_ERROR", "Access Denied", 403)
NO_ACCESS_TO_PARTICIPANTS = ErrorKind(
    "ACCESS_ERROR", "You do not have access to the participants of this call list", 403
)

_BY_ID = Query(select(CALL_LIST).where(CALL_LIST.c.ID == bindparam("id")))
_PARTICIPANTS = Query(
    select(PARTICIPANT.c.ENTITY_ID, PARTICIPANT.c.STATUS)
    .where(PARTICIPANT.c.LIST_ID == bindparam("id"))
    .order_by(PARTICIPANT.c.POSITION)
)


def add(ctx: Ctx, entity_type: Any, entities: Any, form: Any) -> int:
    """Make a call list, and the activity by which it is worked on; the list's id.

    :raises CallError: one of the complaints above, by what is wrong
    """
    type_id = _type_of(entity_type, WRONG_TYPE)
    ids = _ids_of(ctx, entities, WRONG_IDS)
    _require_no_form(ctx, form)
    readable = _readable(ctx, type_id, ids, WRONG_IDS)
    if not readable:
        raise NO_ACCESS()
    row = {"DATE_CREATE": ctx.clock.stamp(), "CREATED_BY_ID": ctx.actor.user_id, "ENTITY_TYPE_ID": type_id}
    list_id = ctx.tx.insert(CALL_LIST, row)
    _put(ctx, list_id, dict.fromkeys(readable, WAITING))
    subject = f"Call list #{list_id}"
    described = {"TYPE_ID": providers.PROVIDED, "PROVIDER_ID": providers.CALL_LIST, "PROVIDER_TYPE_ID": "CALL_LIST"}
    values = {**described, "SUBJECT": subject, "ASSOCIATED_ENTITY_ID": list_id, "RESPONSIBLE_ID": ctx.actor.user_id}
    activities.insert(ctx, [Owner(type_id, number) for number in readable[: bindings.MAX_BINDINGS]], values)
    return list_id


def change(ctx: Ctx, list_id: Any, entity_type: Any, entities: Any, form: Any) -> None:
    """Put others on a call list in place of those who were there; who stays keeps what became of the call.

    :raises CallError: one of the complaints above, by what is wrong
    """
    if list_id is None:
        raise MISSING(name="LIST_ID")
    type_id = _type_of(entity_type, WRONG_TYPE_IN_CHANGE)
    ids = _ids_of(ctx, entities, WRONG_IDS_IN_CHANGE)
    found = _find(ctx, _number(ctx, list_id), NOT_FOUND_IN_CHANGE)
    if found["ENTITY_TYPE_ID"] != type_id:
        raise ANOTHER_TYPE()
    if ctx.actor.rights.grant(type_id, Operation.READ).highest is Level.NONE:
        raise NO_ACCESS_IN_CHANGE()
    if not ctx.actor.is_admin and found["CREATED_BY_ID"] != ctx.actor.user_id:
        raise NOT_FOUND_IN_CHANGE()
    _require_no_form(ctx, form)
    readable = _readable(ctx, type_id, ids, WRONG_IDS_IN_CHANGE)
    if not readable:
        raise NO_ACCESS_IN_CHANGE()
    before: dict[int, str] = dict(ctx.tx.all(_PARTICIPANTS, id=found["ID"]))
    ctx.tx.delete(PARTICIPANT, LIST_ID=found["ID"])
    _put(ctx, found["ID"], {number: before.get(number, WAITING) for number in readable})
    removal.follow(ctx, found["ID"])


def get(ctx: Ctx, list_id: Any) -> dict[str, Any]:
    """A call list as it is stored.

    :raises CallError: :data:`MISSING`, :data:`NOT_FOUND`
    """
    if list_id is None:
        raise MISSING(name="ID")
    found = _find(ctx, _number(ctx, list_id), NOT_FOUND)
    if ctx.actor.rights.grant(found["ENTITY_TYPE_ID"], Operation.READ).highest is Level.NONE:
        raise NOT_FOUND()
    return found


def participants(ctx: Ctx, list_id: Any, status: Any) -> list[dict[str, Any]]:
    """Who is on a call list, as far as the caller may read them.

    :param status: what became of the call; None for whatever
    :raises CallError: one of the complaints above, by what is wrong
    """
    if list_id is None:
        raise MISSING(name="LIST_ID")
    number = _number(ctx, list_id)
    if number < 1:
        raise NOT_POSITIVE()
    found = _find(ctx, number, NO_SUCH_LIST)
    if status is not None and status not in [row["STATUS_ID"] for row in listed_statuses(ctx)]:
        raise WRONG_STATUS()
    type_id = found["ENTITY_TYPE_ID"]
    everybody = ctx.tx.all(_PARTICIPANTS, id=number)
    seen = [row for row in everybody if access.may(ctx, Operation.READ, Owner(type_id, row[0]))]
    if everybody and not seen:
        raise NO_ACCESS_TO_PARTICIPANTS()
    return [
        {"ID": entity_id, "STATUS": now, "ENTITY_TYPE": type_id} for entity_id, now in seen if status in (None, now)
    ]


def listed_statuses(ctx: Ctx) -> list[dict[str, Any]]:
    """What may become of a call."""
    return statuses.items_of(ctx.tx, STATUSES, numbered=True)


def _find(ctx: Ctx, list_id: int, refusal: ErrorKind) -> dict[str, Any]:
    for row in ctx.tx.dicts(_BY_ID, id=list_id):
        return row
    raise refusal()


def _type_of(given: Any, refusal: ErrorKind) -> int:
    if given is None or given == "":
        raise MISSING(name="ENTITY_TYPE")
    if not isinstance(given, str) or given not in TYPES:
        raise refusal()
    return TYPES[given]


def _ids_of(ctx: Ctx, given: Any, refusal: ErrorKind) -> list[int]:
    if given is None:
        raise MISSING(name="ENTITIES")
    if not isinstance(given, dict | list):
        raise NOT_AN_ARRAY()
    found = list(given.values()) if isinstance(given, dict) else given
    ids = dict.fromkeys(_number(ctx, each) for each in found)
    if not 0 < len(ids) <= MOST:
        raise refusal()
    return list(ids)


def _readable(ctx: Ctx, type_id: int, ids: list[int], refusal: ErrorKind) -> list[int]:
    """Those whom the caller may read.

    :raises CallError: ``refusal`` where one of them does not exist
    """
    if any(not exists(ctx.tx, Owner(type_id, number)) for number in ids):
        raise refusal()
    return [number for number in ids if access.may(ctx, Operation.READ, Owner(type_id, number))]


def _require_no_form(ctx: Ctx, given: Any) -> None:
    """A portal has no CRM forms, so none exists that a list could name."""
    if given not in (None, "", 0, "0"):
        raise WRONG_FORM()


def _number(ctx: Ctx, given: Any) -> int:
    try:
        return read_integer(given, ctx.clock.zone) or 0
    except (ValueError, OverflowError):
        return 0


def _put(ctx: Ctx, list_id: int, found: dict[int, str]) -> None:
    rows = [
        {"LIST_ID": list_id, "POSITION": position, "ENTITY_ID": number, "STATUS": status}
        for position, (number, status) in enumerate(found.items(), 1)
    ]
    ctx.tx.insert_many(PARTICIPANT, rows)
