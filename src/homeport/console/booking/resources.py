"""What can be booked, and when."""

from typing import Any

from starlette.responses import Response

from homeport.console.answers import done
from homeport.console.booking.every import every, resources_of
from homeport.console.section import Signed
from homeport.core.values import number_or_none
from homeport.domain.booking.slots import DAYS

PATH = "/booking/resources/"
_USUAL_SIZE = 60


async def show(visit: Signed) -> Response:
    """All resources with their types and slots."""
    types = await every(visit, "booking.v1.resourceType.list", "resource")
    resources = await resources_of(visit)
    return visit.page(
        "booking/resources",
        types=types,
        type_names={each["id"]: each["name"] for each in types},
        resources=[(each, [_said(slot) for slot in await _slots(visit, each["id"])]) for each in resources],
        days=DAYS,
    )


async def change(visit: Signed) -> Response:
    """Add a type or a resource, say when one may be booked, or delete one."""
    form = await visit.form()
    resource = form.get("resource", "")
    match form.get("do"):
        case "type":
            name = form.get("name", "").strip()
            await visit.call("booking.v1.resourceType.add", fields={"name": name, "code": form.get("code", "")})
        case "slots":
            await visit.call("booking.v1.resource.slots.set", resourceId=resource, slots=[_read(visit, form)])
        case "close":
            await visit.call("booking.v1.resource.slots.unset", resourceId=resource)
        case "delete":
            await visit.call("booking.v1.resource.delete", id=resource)
        case _:
            fields = {"name": form.get("name", "").strip(), "typeId": form.get("type", "")}
            await visit.call("booking.v1.resource.add", fields=fields)
    return done(visit, PATH)


async def _slots(visit: Signed, resource: int) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await visit.call("booking.v1.resource.slots.list", resourceId=resource))["slots"]
    return found


def _said(slot: dict[str, Any]) -> str:
    """``Mon, Tue: 9:00 to 18:00, Europe/London``."""
    begins, ends = (f"{slot[name] // 60}:{slot[name] % 60:02}" for name in ("from", "to"))
    return f"{', '.join(slot['weekDays'])}: {begins} to {ends}, {slot['timezone']}"


def _read(visit: Signed, form: dict[str, str]) -> dict[str, Any]:
    def minutes(name: str) -> Any:
        hours, _, rest = form.get(name, "").partition(":")
        said = number_or_none(hours), number_or_none(rest or "0")
        return form.get(name, "") if None in said else (said[0] or 0) * 60 + (said[1] or 0)

    return {
        "from": minutes("from"),
        "to": minutes("to"),
        "timezone": str(visit.portal.clock.zone),
        "weekDays": [day for day in DAYS if form.get(f"day.{day}") == day],
        "slotSize": _USUAL_SIZE,
    }
