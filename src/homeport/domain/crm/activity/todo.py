"""Universal activities: what employees plan for themselves, with a deadline, a colour and reminders.

Source: ``api-reference/crm/timeline/activities/todo/``.
"""

from collections.abc import Callable
from typing import Any

import msgspec

from homeport.core.clock import to_stored
from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED, INVALID_ARG_VALUE, INVALID_PARAMETER, ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.core.values import MAX_INTEGER, parse_moment, read_integer, read_string
from homeport.domain.crm import access
from homeport.domain.crm.activity import activities, bindings, providers
from homeport.domain.crm.activity.bindings import OWNER_NOT_FOUND
from homeport.domain.crm.activity.reading import require
from homeport.domain.crm.entities import exists
from homeport.domain.portal.people import users
from homeport.domain.records.filters import as_map

NOT_FOUND = ErrorKind("NOT_FOUND", "Not found.")
WRONG_DATETIME_FORMAT = ErrorKind("WRONG_DATETIME_FORMAT", "Wrong date and time format")
CAN_NOT_UPDATE_COMPLETED_TODO = ErrorKind("CAN_NOT_UPDATE_COMPLETED_TODO", "A completed activity cannot be changed")
CAN_NOT_UPDATE_COLOR_COMPLETED_TODO = ErrorKind(
    "CAN_NOT_UPDATE_COLOR_COMPLETED_TODO", "The color of a completed activity cannot be changed"
)
CAN_NOT_UPDATE_WRONG_COLOR_TODO = ErrorKind("CAN_NOT_UPDATE_WRONG_COLOR_TODO", "There is no such color")
CAN_NOT_UPDATE_RESPONSIBLE_USER_COMPLETED_TODO = ErrorKind(
    "CAN_NOT_UPDATE_RESPONSIBLE_USER_COMPLETED_TODO", "The responsible user of a completed activity cannot be changed"
)
ERROR_PARENT_ACTIVITY_RESTRICT = ErrorKind(
    "ERROR_PARENT_ACTIVITY_RESTRICT", "An activity cannot be planned after one that is completed"
)

COLORS = frozenset("1234567")
MAX_OFFSETS = 100


def add(ctx: Ctx, owner: Owner, given: dict[str, Any]) -> int:
    """Plan an activity for a record; its id.

    :param given: by the documented names: ``deadline``, ``title`` and so on; None for what was left out
    :raises CallError: ``OWNER_NOT_FOUND``, ``ACCESS_DENIED``, ``NOT_FOUND``, ``WRONG_DATETIME_FORMAT``, ``100``,
        ``INVALID_ARG_VALUE``, ``CAN_NOT_UPDATE_WRONG_COLOR_TODO``
    """
    _require_owner(ctx, owner)
    values = _read(ctx, given)
    values = {"SUBJECT": "", "DESCRIPTION": "", "RESPONSIBLE_ID": ctx.actor.user_id} | values
    parent = _convert(read_integer, given, "parentActivityId", "int")
    if parent is not None:
        values["PARENT_ACTIVITY_ID"] = _parent(ctx, parent)["ID"]
    values |= {"TYPE_ID": providers.PROVIDED, "PROVIDER_ID": providers.TODO, "PROVIDER_TYPE_ID": "TODO"}
    return activities.insert(ctx, [owner], values)


def change(
    ctx: Ctx,
    activity_id: int,
    owner: Owner,
    given: dict[str, Any],
    *,
    completed: ErrorKind = CAN_NOT_UPDATE_COMPLETED_TODO,
) -> None:
    """Change what was given of a universal activity.

    :param completed: the refusal to change one that is completed
    :raises CallError: as :func:`add`, ``completed``, ``ERROR_PARENT_ACTIVITY_RESTRICT``
    """
    old = require(ctx, Operation.READ, activity_id, denied=ACCESS_DENIED, not_found=NOT_FOUND)
    if old["PROVIDER_ID"] != providers.TODO:
        raise NOT_FOUND()
    _require_owner(ctx, owner)
    if owner not in bindings.all_of(ctx.tx, activity_id):
        raise OWNER_NOT_FOUND()
    if old["COMPLETED"] == "Y":
        raise completed()
    values = _read(ctx, given)
    wanted = _convert(read_integer, given, "parentActivityId", "int")
    if wanted is not None:
        parent = _parent(ctx, wanted)
        if parent["COMPLETED"] == "Y" or parent["ID"] == activity_id:
            raise ERROR_PARENT_ACTIVITY_RESTRICT()
        values["PARENT_ACTIVITY_ID"] = parent["ID"]
    activities.update(ctx, activity_id, values)


def _require_owner(ctx: Ctx, owner: Owner) -> None:
    if not exists(ctx.tx, owner):
        raise OWNER_NOT_FOUND()
    if not access.may(ctx, Operation.WRITE, owner):
        raise ACCESS_DENIED()


def _parent(ctx: Ctx, activity_id: int) -> dict[str, Any]:
    # Who may not see an activity learns no more of it than that there is nothing to plan after
    return require(ctx, Operation.READ, activity_id, denied=NOT_FOUND, not_found=NOT_FOUND)


def _read(ctx: Ctx, given: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    if "deadline" in given:
        moment = _moment(ctx, given["deadline"])
        values |= {"START_TIME": moment, "END_TIME": moment, "DEADLINE": moment}
    for name, column in (("title", "SUBJECT"), ("description", "DESCRIPTION")):
        if given.get(name) is not None:
            values[column] = _convert(read_string, given, name, "string")
    responsible = _convert(read_integer, given, "responsibleId", "int")
    if responsible is not None:
        values["RESPONSIBLE_ID"] = _responsible(ctx, responsible)
    if given.get("pingOffsets") is not None:
        values["PING_OFFSETS"] = msgspec.json.encode(_offsets(given["pingOffsets"])).decode()
    if given.get("colorId") is not None:
        values["COLOR_ID"] = _color(given["colorId"])
    return values


def _convert(read: Callable[[Any, Any], Any], given: dict[str, Any], name: str, kind: str) -> Any:
    try:
        return read(given.get(name), None)
    except (ValueError, OverflowError):
        shown = "array" if isinstance(given[name], dict | list) else given[name]
        raise INVALID_PARAMETER(name=name, value=shown, type=kind) from None


def _color(given: Any) -> str | None:
    """One of the seven colours; None for the default one."""
    if given == "":
        return None
    color = str(given)
    if color not in COLORS:
        raise CAN_NOT_UPDATE_WRONG_COLOR_TODO()
    return color


def _moment(ctx: Ctx, given: Any) -> str:
    try:
        return to_stored(parse_moment(given, ctx.clock.zone))
    except (ValueError, OverflowError):
        raise WRONG_DATETIME_FORMAT() from None


def _responsible(ctx: Ctx, user_id: int) -> int:
    if user_id <= 0:
        raise INVALID_ARG_VALUE(reason='Parameter "responsibleId" must be greater than 0')
    if not users.exists(ctx.tx, user_id):
        raise INVALID_ARG_VALUE(reason='Parameter "responsibleId" must be the id of a user')
    return user_id


def _offsets(given: Any) -> list[int]:
    """Minutes before the deadline, as a client listed them.

    :raises CallError: ``100`` when they are none
    """
    offsets = []
    items = list(as_map(given).values())
    if (given != "" and not isinstance(given, dict | list)) or len(items) > MAX_OFFSETS:
        raise INVALID_PARAMETER(name="pingOffsets", value=given, type="array")
    for item in items:
        text = str(item).strip()
        if not (text.isascii() and text.isdecimal() and len(text) < 19 and int(text) <= MAX_INTEGER):
            raise INVALID_PARAMETER(name="pingOffsets", value=item, type="int")
        offsets.append(int(text))
    return sorted(set(offsets))
