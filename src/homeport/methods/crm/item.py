"""``crm.item.*``: one interface to the records of every type."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import (
    ACCESS_DENIED,
    ALLOWED_ONLY_INTRANET_USER,
    INVALID_ARG_VALUE,
    INVALID_PARAMETER,
    CallError,
    ErrorKind,
)
from homeport.core.owner import FIRST_DYNAMIC
from homeport.core.rights import Level, Operation
from homeport.domain.crm.entities import entity_of, is_type
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.record import describe, reading, records
from homeport.domain.crm.record.dialects import NOT_ITERABLE, ORIGINAL, UNIVERSAL
from homeport.domain.crm.type.smart_processes import require_employee
from homeport.domain.portal.limits.plans import plan_of
from homeport.domain.records.dialect import Dialect
from homeport.rpc import Flag, Id, Params, method

TYPE_NOT_FOUND = ErrorKind("NOT_FOUND", "Smart process not found")
ENTITY_TYPE_NOT_SUPPORTED = ErrorKind("ENTITY_TYPE_NOT_SUPPORTED", "Entity type {type} is not supported")
OLD_INVOICE = 5

CREATE_DYNAMIC_ITEM_RESTRICTED = ErrorKind(
    "CREATE_DYNAMIC_ITEM_RESTRICTED", "You cannot create a new item due to your plan restrictions"
)
UPDATE_DYNAMIC_ITEM_RESTRICTED = ErrorKind(
    "UPDATE_DYNAMIC_ITEM_RESTRICTED", "You cannot change the item due to your plan restrictions"
)
MAX_IMPORTED = 20
MAX_IMPORT_BATCH_SIZE_EXCEEDED = ErrorKind(
    "MAX_IMPORT_BATCH_SIZE_EXCEEDED", f"You cannot import more than {MAX_IMPORTED} items"
)

ERRORS = (ALLOWED_ONLY_INTRANET_USER, TYPE_NOT_FOUND, ENTITY_TYPE_NOT_SUPPORTED)
IMPORTING = (*ERRORS, ACCESS_DENIED, CREATE_DYNAMIC_ITEM_RESTRICTED)
UNFIT = (UNIVERSAL.invalid, UNIVERSAL.required, NOT_ITERABLE)


class OfType(Params):
    entity_type_id: Id
    use_original_uf_names: Flag = Flag(False)

    @property
    def dialect(self) -> Dialect:
        """How the call names fields."""
        return ORIGINAL if self.use_original_uf_names else UNIVERSAL


class ById(OfType, kw_only=True):
    id: Id


class Add(OfType, kw_only=True):
    fields: Any


class Update(ById, kw_only=True):
    fields: Any


class BatchImport(OfType, kw_only=True):
    data: Any


class List(OfType):
    select: Any = None
    filter: Any = None
    order: Any = None
    start: Any = None


@method("crm.item.fields", errors=(*ERRORS, UNIVERSAL.unreadable))
def fields(ctx: Ctx, p: OfType) -> dict[str, Any]:
    """Describe the fields of a type."""
    entity = _entity(ctx, p.entity_type_id, no_type=ENTITY_TYPE_NOT_SUPPORTED)
    if ctx.actor.rights.grant(entity.type_id, Operation.READ).highest is Level.NONE:
        raise UNIVERSAL.unreadable()
    return {"fields": describe.universal(ctx, entity, p.dialect)}


@method("crm.item.get", errors=(*ERRORS, UNIVERSAL.not_found, UNIVERSAL.unreadable))
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return a record with all its fields."""
    entity = _entity(ctx, p.entity_type_id, no_type=ENTITY_TYPE_NOT_SUPPORTED)
    return {"item": reading.get(ctx, entity, p.id, p.dialect)}


@method("crm.item.list", heavy=True, errors=(*ERRORS, INVALID_ARG_VALUE))
def list_(ctx: Ctx, p: List) -> Page:
    """List the records of a type by a filter."""
    entity = _entity(ctx, p.entity_type_id)
    for name in ("select", "filter", "order"):
        _array(getattr(p, name), name)
    page = reading.page(
        ctx, entity, p.dialect, select=p.select, filter=p.filter, order=p.order, start=p.start, written=True
    )
    return page._replace(result={"items": page.result})


@method(
    "crm.item.add",
    writes=True,
    errors=(*ERRORS, ACCESS_DENIED, CREATE_DYNAMIC_ITEM_RESTRICTED, *UNFIT),
)
def add(ctx: Ctx, p: Add) -> dict[str, Any]:
    """Add a record."""
    entity = _within_plan(ctx, _entity(ctx, p.entity_type_id), CREATE_DYNAMIC_ITEM_RESTRICTED)
    entity_id = records.create(ctx, entity, _array(p.fields, "fields"), p.dialect)
    return {"item": reading.whole(ctx, entity, entity_id, p.dialect)}


@method(
    "crm.item.update",
    writes=True,
    errors=(*ERRORS, UNIVERSAL.not_found, ACCESS_DENIED, UPDATE_DYNAMIC_ITEM_RESTRICTED, *UNFIT),
)
def update(ctx: Ctx, p: Update) -> dict[str, Any]:
    """Change a record."""
    entity = _entity(ctx, p.entity_type_id, no_type=ENTITY_TYPE_NOT_SUPPORTED)
    _within_plan(ctx, entity, UPDATE_DYNAMIC_ITEM_RESTRICTED)
    records.change(ctx, entity, p.id, _array(p.fields, "fields"), p.dialect)
    return {"item": reading.whole(ctx, entity, p.id, p.dialect)}


@method("crm.item.delete", writes=True, errors=(*ERRORS, UNIVERSAL.not_found, ACCESS_DENIED))
def delete(ctx: Ctx, p: ById) -> list[Any]:
    """Delete a record."""
    records.delete(ctx, _entity(ctx, p.entity_type_id), p.id, UNIVERSAL)
    return []


@method("crm.item.import", writes=True, errors=(*IMPORTING, *UNFIT))
def import_(ctx: Ctx, p: Add) -> dict[str, Any]:
    """Import a record with its history."""
    entity = _within_plan(ctx, _entity(ctx, p.entity_type_id), CREATE_DYNAMIC_ITEM_RESTRICTED)
    number = records.create(ctx, entity, _array(p.fields, "fields"), p.dialect, importing=True)
    return {"item": {"id": number}}


@method("crm.item.batchImport", writes=True, errors=(*IMPORTING, *UNFIT, MAX_IMPORT_BATCH_SIZE_EXCEEDED))
def batch_import(ctx: Ctx, p: BatchImport) -> dict[str, Any]:
    """Import several records, each with its history; one that is refused keeps none of the others out."""
    entity = _within_plan(ctx, _entity(ctx, p.entity_type_id), CREATE_DYNAMIC_ITEM_RESTRICTED)
    data = list(_array(p.data, "data").values())
    if len(data) > MAX_IMPORTED:
        raise MAX_IMPORT_BATCH_SIZE_EXCEEDED()
    return {"items": [_imported(ctx, entity, each, p.dialect) for each in data]}


def _imported(ctx: Ctx, entity: Entity, given: Any, dialect: Dialect) -> dict[str, Any]:
    try:
        with ctx.tx.savepoint():
            number = records.create(ctx, entity, _array(given, "data"), dialect, importing=True)
    except CallError as error:
        return {"error": error.code, "error_description": error.description}
    return {"item": {"id": number}}


def _within_plan(ctx: Ctx, entity: Entity, refusal: ErrorKind) -> Entity:
    """An entity whose records the portal's plan lets be written."""
    if entity.type_id >= FIRST_DYNAMIC and not plan_of(ctx.tx).smart_processes:
        raise refusal()
    return entity


def _entity(ctx: Ctx, entity_type_id: int, *, no_type: ErrorKind = TYPE_NOT_FOUND) -> Entity:
    """The entity of a type.

    :param no_type: the refusal of a number that stands for no type of records at all; the tutorials of adding and
        listing name another than those of describing, reading and changing
    """
    require_employee(ctx)
    if entity_type_id == OLD_INVOICE:
        raise ENTITY_TYPE_NOT_SUPPORTED(type=entity_type_id)
    entity = entity_of(entity_type_id)
    if entity is None:
        raise no_type(type=entity_type_id)
    if not is_type(ctx.tx, entity_type_id):
        raise TYPE_NOT_FOUND()
    return entity


def _array(given: Any, name: str) -> dict[str, Any]:
    if isinstance(given, dict):
        return given
    if isinstance(given, list):
        return {str(index): value for index, value in enumerate(given)}
    if given is None or given == "":
        return {}
    raise INVALID_PARAMETER(name=name, value=given, type="array")
