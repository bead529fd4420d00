"""``mailservice.*``: where providers of mail answer."""

from typing import Any

from msgspec import UNSET

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.mailservice.providers import (
    DENIED,
    DIALECT,
    FIELDS,
    INVALID,
    NAMELESS,
    NO_ID,
    NONE_FOUND,
    NOT_FOUND,
    SERVICES,
    active,
)
from homeport.domain.records import reading, writing
from homeport.domain.records.fields import Values
from homeport.methods.family import as_id
from homeport.rpc import NoParams, Params, method


class Facts(Params):
    active: Any = UNSET
    name: Any = UNSET
    server: Any = UNSET
    port: Any = UNSET
    encryption: Any = UNSET
    link: Any = UNSET
    icon: Any = UNSET
    sort: Any = UNSET


class ById(Params):
    id: Any = None


class Update(Facts):
    id: Any = None


def _key(ctx: Ctx, given: Any, operation: Operation) -> Values:
    """Which mail service is meant, of a caller who may do that to one."""
    if SERVICES.access.grant(ctx, operation) is None:
        raise DENIED()
    if given in (None, "", 0, "0"):
        raise NO_ID()
    return {"ID": as_id(given, NOT_FOUND)}


@method("mailservice.fields")
def fields(ctx: Ctx, p: NoParams) -> dict[str, str]:
    """Name the fields of a mail service."""
    return {field.name: field.title for field in FIELDS if field.described}


@method("mailservice.list", heavy=True, errors=(NONE_FOUND,))
def list_(ctx: Ctx, p: NoParams) -> list[Values]:
    """List the mail services that are active."""
    return active(ctx)


@method("mailservice.get", errors=(NO_ID, NOT_FOUND))
def get(ctx: Ctx, p: ById) -> Values:
    """Return a mail service."""
    return reading.get(ctx, SERVICES, _key(ctx, p.id, Operation.READ), DIALECT)


@method("mailservice.add", writes=True, errors=(DENIED, NAMELESS, INVALID))
def add(ctx: Ctx, p: Facts) -> int:
    """Add a mail service."""
    number: int = writing.create(ctx, SERVICES, p.said(), DIALECT)["ID"]
    return number


@method("mailservice.update", writes=True, errors=(DENIED, NO_ID, NOT_FOUND, NAMELESS, INVALID))
def update(ctx: Ctx, p: Update) -> bool:
    """Change a mail service."""
    writing.change(ctx, SERVICES, _key(ctx, p.id, Operation.WRITE), p.said("ID"), DIALECT)
    return True


@method("mailservice.delete", writes=True, errors=(DENIED, NO_ID, NOT_FOUND))
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete a mail service."""
    writing.delete(ctx, SERVICES, _key(ctx, p.id, Operation.DELETE), DIALECT)
    return True
