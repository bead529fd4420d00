"""``crm.timeline.logmessage.*``: log entries in the timelines of records."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED, INVALID_ARG_VALUE
from homeport.core.owner import Owner
from homeport.domain.crm.timeline import items, log
from homeport.rpc import Id, Params, method


class Add(Params):
    fields: dict[str, Any]


class ById(Params):
    id: Id


class OfRecord(Params, kw_only=True):
    entity_type_id: Id
    entity_id: Id
    filter: Any = None
    order: Any = None
    start: Any = None


@method("crm.timeline.logmessage.add", writes=True, errors=(ACCESS_DENIED, items.OWNER_NOT_FOUND))
def add(ctx: Ctx, p: Add) -> dict[str, Any]:
    """Write an entry into the log of a record."""
    return {"logMessage": log.add(ctx, p.fields)}


@method("crm.timeline.logmessage.get", errors=(log.NOT_FOUND,))
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return a log entry."""
    return {"logMessage": log.get(ctx, p.id)}


@method("crm.timeline.logmessage.list", heavy=True, errors=(INVALID_ARG_VALUE,))
def list_(ctx: Ctx, p: OfRecord) -> Page:
    """List the log entries of a record, ten at a time."""
    return log.page(ctx, Owner(p.entity_type_id, p.entity_id), p.filter, p.order, p.start)


@method("crm.timeline.logmessage.delete", writes=True, errors=(ACCESS_DENIED, log.NOT_FOUND, log.REMOVING_DISABLED))
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete a log entry that the caller's application has written."""
    log.delete(ctx, p.id)
    return True
