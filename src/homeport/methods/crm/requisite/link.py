"""``crm.requisite.link.*``: which requisites the documents of a record take."""

from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.core.values import read_integer
from homeport.domain.crm.requisite import links
from homeport.domain.crm.requisite.links import IDS, LINKS
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import EVERYBODY
from homeport.domain.records.dialect import CLASSIC
from homeport.methods.crm.requisite._speaking import INVALID, listing
from homeport.methods.family import NOT_AN_ARRAY, Add, as_array, family
from homeport.rpc import Params, method

_PREFIX = "crm.requisite.link"
_DIALECT = replace(CLASSIC, invalid=INVALID, required=INVALID)

METHODS = [
    *family(_PREFIX, LINKS, listing(_DIALECT), "list"),
    *family(_PREFIX, replace(LINKS, access=EVERYBODY), _DIALECT, "fields"),
]


class OfRecord(Params):
    entity_type_id: Any = None
    entity_id: Any = None


def _number(ctx: Ctx, given: Any, name: str, least: int = 1) -> int:
    try:
        number = read_integer(given, ctx.clock.zone)
    except (ValueError, OverflowError):
        number = None
    if number is None or number < least:
        raise INVALID(field=name)
    return number


def _record(ctx: Ctx, type_id: Any, number: Any, names: tuple[str, str]) -> Owner:
    found = _number(ctx, type_id, names[0])
    if not links.has_links(ctx.tx, found):
        raise INVALID(field=names[0])
    return Owner(found, _number(ctx, number, names[1]))


def _key(ctx: Ctx, p: OfRecord) -> dict[str, Any]:
    record = _record(ctx, p.entity_type_id, p.entity_id, ("entityTypeId", "entityId"))
    return {"ENTITY_TYPE_ID": record.entity_type_id, "ENTITY_ID": record.entity_id}


@method("crm.requisite.link.get", errors=(INVALID, _DIALECT.not_found, _DIALECT.unreadable))
def get(ctx: Ctx, p: OfRecord) -> dict[str, Any]:
    """Return which requisites the documents of a record take."""
    key = _key(ctx, p)
    return reading.get(ctx, LINKS, key, _DIALECT) | key


@method("crm.requisite.link.register", errors=(NOT_AN_ARRAY, INVALID, _DIALECT.denied, *links.REFUSALS), writes=True)
def register(ctx: Ctx, p: Add) -> bool:
    """Choose the requisites that the documents of a record take."""
    given = {str(name).upper(): value for name, value in as_array(p.fields, "fields").items()}
    record = _record(ctx, given.get("ENTITY_TYPE_ID"), given.get("ENTITY_ID"), links.KEY)
    ids = {name: _number(ctx, given.get(name), name, least=0) for name in IDS}
    links.register(ctx, record, ids, _DIALECT)
    return True


@method("crm.requisite.link.unregister", errors=(INVALID, _DIALECT.denied), writes=True)
def unregister(ctx: Ctx, p: OfRecord) -> bool:
    """Choose no requisites for the documents of a record; whether some were chosen."""
    key = _key(ctx, p)
    if reading.stored(ctx, LINKS, key) is None:
        return False
    writing.delete(ctx, LINKS, key, _DIALECT)
    return True
