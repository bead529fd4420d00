"""``calendar.meeting.*``: what participants answer."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.calendar import attendance
from homeport.domain.calendar.entry_fields import ANSWERS
from homeport.domain.calendar.sections import DENIED
from homeport.methods.calendar._required import REQUIRED, required
from homeport.methods.family import as_id
from homeport.rpc import Params, method

BAD_STATUS = ErrorKind("", 'Invalid value for the parameter "status"')


class OfEvent(Params):
    event_id: Any = None


class Set(OfEvent):
    status: Any = None


@method("calendar.meeting.status.get", errors=(REQUIRED, attendance.NO_ANSWER))
def get(ctx: Ctx, p: OfEvent) -> str:
    """Return what the caller has answered to a meeting; ``H`` when the caller is its host."""
    number = required(p.event_id, "eventId", "calendar.meeting.status.get")
    return attendance.answer_of(ctx, as_id(number, attendance.NO_ANSWER))


@method("calendar.meeting.status.set", writes=True, errors=(REQUIRED, BAD_STATUS, DENIED))
def set_(ctx: Ctx, p: Set) -> bool:
    """Accept a meeting, or decline it."""
    name = "calendar.meeting.status.set"
    number = as_id(required(p.event_id, "eventId", name), DENIED)
    if required(p.status, "status", name) not in ANSWERS:
        raise BAD_STATUS()
    attendance.answer(ctx, number, p.status)
    return True
