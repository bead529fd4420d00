"""What clients say of events, parameter by parameter, as fields hold it.

Sources: ``calendar-event-add.md``, ``calendar-event-update.md``.
"""

import re
from collections.abc import Mapping
from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.values import is_empty, read_flag
from homeport.domain.calendar import recurrence
from homeport.domain.calendar.moments import NO_ZONE, last_moment, settled
from homeport.domain.calendar.settings import reminder
from homeport.domain.portal.people import users
from homeport.domain.records.fields import Values
from homeport.domain.records.filters import as_map

Said = Mapping[str, Any]
"""What a client has said, by the documented names; what it has not is not among it."""

TEXTS = {
    "name": "NAME",
    "description": "DESCRIPTION",
    "color": "COLOR",
    "text_color": "TEXT_COLOR",
    "accessibility": "ACCESSIBILITY",
    "importance": "IMPORTANCE",
    "private_event": "PRIVATE_EVENT",
    "location": "LOCATION",
}
TIMES = ("from", "to", "from_ts", "to_ts", "skip_time", "timezone_from", "timezone_to")
FLAGS = ("NOTIFY", "REINVITE", "ALLOW_INVITE", "HIDE_GUESTS")
"""The settings of a meeting."""
MOST_PEOPLE, MOST_OTHERS = 1_000, 100
"""How many people may take part in a meeting; how many reminders and records of the CRM an event may have."""

_RECORD = re.compile(r"(CO|C|L|D)_[1-9][0-9]{0,17}")


class NotAnArrayError(ValueError):
    """Records of the CRM that are no list."""


def fields(ctx: Ctx, said: Said, old: Values) -> Values:
    """The fields that follow from what a client says.

    :param old: the event as it is stored; empty for a new one
    :raises ValueError: for what cannot be
    """
    found: Values = {name: said[param] for param, name in TEXTS.items() if param in said}
    if "remind" in said:
        found["REMIND"] = _few([reminder(each) for each in as_map(said["remind"]).values()])
    if "crm_fields" in said:
        found["UF_CRM_CAL_EVENT"] = _records(said["crm_fields"])
    if "meeting" in said:
        found["MEETING"] = {**_meeting(old), **_flags(said["meeting"])}
    if "is_meeting" in said:
        found["IS_MEETING"] = read_flag(said["is_meeting"], NO_ZONE)
    return found | _times(ctx, said, old)


def _times(ctx: Ctx, said: Said, old: Values) -> Values:
    """When it is, and how it recurs."""
    moves = not old or any(not is_empty(said.get(name)) for name in TIMES)
    if not moves and "rrule" not in said:
        return {}
    found = settled(ctx, said, old) if moves else {}
    row = {**old, **found}
    rule = recurrence.read(said["rrule"], _start(row)) if "rrule" in said else rule_of(old)
    if rule is not None and rule.count is not None and "rrule" not in said:
        rule = recurrence.read({**rule.stored(), "UNTIL": None}, _start(row))  # its last day moves along
    found |= {"RRULE": None if rule is None else rule.stored(), "LAST_TS": last_moment(row, rule)}
    if "rrule" in said:
        found["EXDATE"] = None
    return found


def rule_of(row: Values) -> recurrence.Rule | None:
    """The rule by which an event recurs."""
    kept = row.get("RRULE")
    return None if kept is None else recurrence.of_stored(msgspec.json.decode(kept))


def _start(row: Values) -> Any:
    return recurrence.moment_of(row["DATE_FROM"])


def _few(found: list[Any]) -> list[Any]:
    if len(found) > MOST_OTHERS:
        raise ValueError("too many")
    return found


def _records(given: Any) -> list[str]:
    """Codes of records of the CRM, ``CO_1``."""
    if is_empty(given):
        return []
    if not isinstance(given, dict | list):
        raise NotAnArrayError("not a list of records")
    named = [str(each) for each in as_map(given).values()]
    if not all(_RECORD.fullmatch(each) for each in named):
        raise ValueError("not a record of the CRM")
    return _few(list(dict.fromkeys(named)))


def _meeting(old: Values) -> dict[str, bool]:
    kept = old.get("MEETING")
    found: dict[str, bool] = {} if kept is None else msgspec.json.decode(kept)
    return {**dict.fromkeys(FLAGS, False), **found}


def _flags(given: Any) -> dict[str, bool]:
    said = {name.upper(): value for name, value in as_map(given).items()}
    return {name: read_flag(said[name], NO_ZONE) == "Y" for name in FLAGS if name in said}


def people(ctx: Ctx, given: Any) -> frozenset[int]:
    """Who is to take part.

    :raises ValueError: for whoever is no user, and for too many
    """
    if is_empty(given):
        return frozenset()
    named = as_map(given).values() if isinstance(given, dict | list) else (given,)
    found = frozenset(int(str(each)) for each in named if not is_empty(each))
    if len(found) > MOST_PEOPLE or not all(users.is_active(ctx.tx, user) for user in found):
        raise ValueError("not people of the portal")
    return found
