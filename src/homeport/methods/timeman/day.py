"""``timeman.*``: days at work."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_ARG_VALUE
from homeport.core.values import DOUBLE, is_empty
from homeport.domain.calendar.moments import NO_ZONE
from homeport.domain.timeman import access, schedule, workday
from homeport.domain.timeman.workday import Said
from homeport.methods.family import as_id
from homeport.rpc import Params, Underscored, method


class OfUser(Underscored):
    user_id: Any = None


class Change(OfUser):
    time: Any = None
    report: Any = None
    lat: Any = None
    lon: Any = None

    def read(self) -> Said:
        """What the caller says of the change.

        :raises CallError: ``NO_MOMENT``, ``INVALID_ARG_VALUE``
        """
        report = "" if is_empty(self.report) or isinstance(self.report, dict | list) else str(self.report)
        return Said(
            workday.read_moment(self.time), report, _degrees(self.lat, "LAT", 90), _degrees(self.lon, "LON", 180)
        )


class OfSchedule(Params):
    id: Any = None


def _degrees(given: Any, name: str, most: int) -> float:
    try:
        found: float = DOUBLE.read(given, NO_ZONE) or 0.0
    except ValueError:
        raise INVALID_ARG_VALUE(reason=f"Invalid value for the parameter '{name}'") from None
    if abs(found) > most:
        raise INVALID_ARG_VALUE(reason=f"Invalid value for the parameter '{name}'")
    return found


def _user(ctx: Ctx, p: OfUser) -> int:
    own = ctx.actor.user_id
    return access.require(ctx, own if is_empty(p.user_id) else as_id(p.user_id, access.NOT_FOUND))


@method(
    "timeman.open",
    writes=True,
    errors=(
        access.NOT_FOUND, workday.NOT_TODAY, workday.NO_MOMENT, workday.TIME_TAKEN, workday.UNEXPLAINED,
        INVALID_ARG_VALUE,
    ),
)  # fmt: skip
def open_(ctx: Ctx, p: Change) -> dict[str, Any]:
    """Begin a day, or go on after a break."""
    user = _user(ctx, p)
    workday.begin(ctx, user, p.read())
    return workday.shown(ctx, user)


@method("timeman.pause", writes=True, errors=(access.NOT_FOUND,))
def pause(ctx: Ctx, p: OfUser) -> dict[str, Any]:
    """Begin a break."""
    user = _user(ctx, p)
    workday.pause(ctx, user)
    return workday.shown(ctx, user)


@method(
    "timeman.close",
    writes=True,
    errors=(
        access.NOT_FOUND, workday.NOT_THAT_DAY, workday.NO_MOMENT, workday.UNEXPLAINED, INVALID_ARG_VALUE,
    ),
)  # fmt: skip
def close(ctx: Ctx, p: Change) -> dict[str, Any]:
    """End a day."""
    user = _user(ctx, p)
    workday.end(ctx, user, p.read())
    return workday.shown(ctx, user)


@method("timeman.status", errors=(access.NOT_FOUND,))
def status(ctx: Ctx, p: OfUser) -> dict[str, Any]:
    """Return the last day that a user has begun."""
    return workday.shown(ctx, _user(ctx, p))


@method("timeman.settings", errors=(access.NOT_FOUND,))
def settings(ctx: Ctx, p: OfUser) -> dict[str, Any]:
    """Return what the schedule asks of a user."""
    user = _user(ctx, p)
    answer = schedule.settings_of(ctx, user)
    if user == ctx.actor.user_id:
        answer["ADMIN"] = ctx.actor.is_admin or bool(access.headed(ctx))
    return answer


@method("timeman.schedule.get")
def schedule_get(ctx: Ctx, p: OfSchedule) -> dict[str, Any] | list[Any]:
    """Return a schedule."""
    return schedule.shown(ctx, schedule.NUMBER if str(p.id) == str(schedule.NUMBER) else 0)
