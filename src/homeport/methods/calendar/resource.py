"""``calendar.resource.*``: what is booked, such as rooms and cars."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors import INVALID_ARG_VALUE, ErrorKind
from homeport.core.values import is_empty
from homeport.domain.calendar import listing, sections
from homeport.domain.calendar.sections import DENIED, DIALECT, INVALID, RESOURCES
from homeport.domain.calendar.tables import RESOURCE
from homeport.domain.records import writing
from homeport.domain.records.filters import as_map
from homeport.methods.calendar._required import REQUIRED, day_of, required
from homeport.methods.family import as_id
from homeport.rpc import NoParams, Params, method

NO_RESOURCES = ErrorKind(
    "",
    "The required parameter \"filter['resourceTypeIdList']\" is not set for the method"
    ' "calendar.resource.booking.list"',
)


class Bookings(Params):
    filter: Any = None


class Add(Params):
    name: Any = None


class ById(Params):
    resource_id: Any = None


class Update(ById):
    name: Any = None


@method("calendar.resource.list", errors=(DENIED,))
def list_(ctx: Ctx, p: NoParams) -> list[dict[str, str]]:
    """List all resources."""
    return [
        {"ID": str(row["ID"]), "NAME": row["NAME"], "CREATED_BY": str(row["CREATED_BY"])}
        for row in sections.of_owner(ctx, RESOURCE, 0, RESOURCES)
    ]


@method("calendar.resource.add", writes=True, errors=(REQUIRED, DENIED, INVALID))
def add(ctx: Ctx, p: Add) -> int:
    """Add a resource."""
    name = required(p.name, "name", "calendar.resource.add")
    number: int = writing.create(ctx, RESOURCES, {"NAME": name}, DIALECT)["ID"]
    return number


@method("calendar.resource.update", writes=True, errors=(REQUIRED, DENIED, INVALID))
def update(ctx: Ctx, p: Update) -> int:
    """Rename a resource."""
    number = as_id(required(p.resource_id, "resourceId", "calendar.resource.update"), DENIED)
    name = required(p.name, "name", "calendar.resource.update")
    writing.change(ctx, RESOURCES, {"ID": number}, {"NAME": name}, DIALECT)
    return number


@method("calendar.resource.delete", writes=True, errors=(REQUIRED, DENIED))
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete a resource."""
    number = as_id(required(p.resource_id, "resourceId", "calendar.resource.delete"), DENIED)
    writing.delete(ctx, RESOURCES, {"ID": number}, DIALECT)
    return True


@method("calendar.resource.booking.list", heavy=True, errors=(NO_RESOURCES, DENIED, INVALID_ARG_VALUE))
def bookings(ctx: Ctx, p: Bookings) -> list[dict[str, Any]]:
    """List how resources are booked within some days, or bookings by their ids."""
    sections.of_owner(ctx, RESOURCE, 0, RESOURCES)
    given = as_map(p.filter)
    resources, named = (_ids(given.get(name)) for name in ("resourceTypeIdList", "resourceIdList"))
    if not resources and not named:
        raise NO_RESOURCES()
    if resources:
        days = (day_of(ctx, given.get(name), name) for name in ("from", "to"))
        return listing.booked(ctx, listing.around(ctx, *days), frozenset(resources))
    return listing.bookings(ctx, named)


def _ids(given: Any) -> list[int]:
    if is_empty(given):
        return []
    return [as_id(each, DENIED) for each in as_map(given).values()][: listing.MOST]
