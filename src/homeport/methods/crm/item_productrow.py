"""``crm.item.productrow.*``: rows of goods of the records of every type that has products."""

from dataclasses import replace
from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED, INVALID_ARG_VALUE, INVALID_PARAMETER, MISSING_PARAMETER, ErrorKind
from homeport.core.owner import Owner, type_of_abbreviation
from homeport.core.rights import Operation
from homeport.domain.crm.orders import payables
from homeport.domain.crm.products import rows, showing
from homeport.domain.crm.products.rows import UNIVERSAL_ROWS
from homeport.domain.crm.products.tables import FIELDS
from homeport.methods.family import as_id
from homeport.rpc import Id, NoParams, Params, method

NOT_SUPPORTED = ErrorKind("ENTITY_TYPE_NOT_SUPPORTED", "Working with this type of objects is not supported")
OWNER_NOT_FOUND = ErrorKind("OWNER_NOT_FOUND", "Owner was not found")
NOT_FOUND = ErrorKind("NOT_FOUND", "Item not found")
BAD_OWNER = ErrorKind("INVALID_ARG_VALUE", "Invalid filter: ownerType and ownerId must name a record")

WRITING = (NOT_SUPPORTED, ACCESS_DENIED, UNIVERSAL_ROWS.invalid)

_REFUSING = replace(UNIVERSAL_ROWS, unreadable=ACCESS_DENIED, not_found=OWNER_NOT_FOUND)
_DENYING = replace(_REFUSING, not_found=ACCESS_DENIED)
"""As the pages of lists have it: of a record that does not exist they say no more than of one that may not be read."""


class WithFields(Params):
    fields: dict[str, Any]


class ById(Params):
    id: Id


class Update(ById):
    fields: dict[str, Any]


class OfOwner(Params):
    owner_id: Id
    owner_type: str


class Set(OfOwner):
    product_rows: Any


class List(Params):
    filter: Any
    order: Any = None
    start: Any = None


@method("crm.item.productrow.fields")
def fields(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Describe the fields of a row of goods."""
    return {"fields": showing.fields(in_camel=True)}


@method("crm.item.productrow.add", writes=True, errors=(*WRITING, OWNER_NOT_FOUND, MISSING_PARAMETER))
def add(ctx: Ctx, p: WithFields) -> dict[str, Any]:
    """Add a row of goods to a record."""
    named = {name.lower(): value for name, value in p.fields.items()}
    for name in ("ownerId", "ownerType"):
        if named.get(name.lower()) in (None, ""):
            raise MISSING_PARAMETER(name=name)
    record = _record(ctx, named["ownertype"], as_id(named["ownerid"], OWNER_NOT_FOUND))
    rows.require(ctx, Operation.WRITE, record, _REFUSING)
    return _answer(ctx, record, rows.add(ctx, record, p.fields, UNIVERSAL_ROWS))


@method("crm.item.productrow.get", errors=(NOT_FOUND, NOT_SUPPORTED, ACCESS_DENIED))
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return a row of goods."""
    record = _owner(ctx, p.id)
    rows.require(ctx, Operation.READ, record, _REFUSING)
    return _answer(ctx, record, p.id)


@method("crm.item.productrow.update", writes=True, errors=(*WRITING, NOT_FOUND, INVALID_ARG_VALUE))
def update(ctx: Ctx, p: Update) -> dict[str, Any]:
    """Change a row of goods."""
    record = _owner(ctx, p.id)
    rows.require(ctx, Operation.WRITE, record, _REFUSING)
    for name in p.fields:
        field = FIELDS.find(name, universal=True)
        if field is None or not rows.is_writable(field, UNIVERSAL_ROWS):
            raise INVALID_ARG_VALUE(reason=f"Field '{name[:100]}' is unknown, or not available for update")
    rows.change(ctx, record, p.id, p.fields, UNIVERSAL_ROWS)
    return _answer(ctx, record, p.id)


@method("crm.item.productrow.delete", writes=True, errors=(NOT_FOUND, NOT_SUPPORTED, ACCESS_DENIED))
def delete(ctx: Ctx, p: ById) -> None:
    """Delete a row of goods."""
    record = _owner(ctx, p.id)
    rows.require(ctx, Operation.WRITE, record, _REFUSING)
    rows.delete(ctx, record, p.id, UNIVERSAL_ROWS)


@method("crm.item.productrow.set", writes=True, errors=(*WRITING, OWNER_NOT_FOUND))
def set_(ctx: Ctx, p: Set) -> dict[str, Any]:
    """Put rows of goods in place of those that a record has."""
    record = _record(ctx, p.owner_type, p.owner_id)
    rows.require(ctx, Operation.WRITE, record, _REFUSING)
    given = p.product_rows
    given = list(given.values()) if isinstance(given, dict) else [] if given in ("", None) else given
    if not isinstance(given, list) or not all(isinstance(row, dict) for row in given):
        raise INVALID_PARAMETER(name="productRows", value=p.product_rows, type="array")
    rows.replace_all(ctx, record, given, UNIVERSAL_ROWS)
    return _answers(ctx, record)


@method("crm.item.productrow.list", heavy=True, errors=(ACCESS_DENIED, INVALID_ARG_VALUE))
def list_(ctx: Ctx, p: List) -> Page:
    """List the rows of goods of one record by a filter."""
    given = p.filter if isinstance(p.filter, dict) else {}
    named = {name.lstrip("=").lower(): value for name, value in given.items()}
    entity_type_id = type_of_abbreviation(named.get("ownertype"))
    if entity_type_id is None or not rows.has_rows(ctx, entity_type_id):
        raise BAD_OWNER()
    record = Owner(entity_type_id, as_id(named.get("ownerid"), BAD_OWNER))
    rows.require(ctx, Operation.READ, record, _DENYING)
    found = rows.listed(ctx, record, given, p.order, p.start, universal=True)
    shown = [showing.universal(ctx, record, row) for row in found.rows]
    return Page({"productRows": shown}, found.total, found.next)


@method("crm.item.productrow.getAvailableForPayment", errors=(NOT_SUPPORTED, ACCESS_DENIED))
def get_available_for_payment(ctx: Ctx, p: OfOwner) -> dict[str, Any]:
    """List the rows of goods of a record that nobody was asked to pay, with what is left of each."""
    record = _record(ctx, p.owner_type, p.owner_id)
    rows.require(ctx, Operation.READ, record, _DENYING)
    return {"productRows": [showing.universal(ctx, record, row) for row in payables.unpaid_rows(ctx, record)]}


def _record(ctx: Ctx, code: Any, entity_id: int) -> Owner:
    """The record that a short code of a type and an id name."""
    entity_type_id = type_of_abbreviation(code)
    if entity_type_id is None or not rows.has_rows(ctx, entity_type_id):
        raise NOT_SUPPORTED()
    return Owner(entity_type_id, entity_id)


def _owner(ctx: Ctx, row_id: int) -> Owner:
    """The record that a row belongs to."""
    record = rows.owner_of(ctx, row_id)
    if record is None:
        raise NOT_FOUND()
    if not rows.has_rows(ctx, record.entity_type_id):
        raise NOT_SUPPORTED()
    return record


def _answer(ctx: Ctx, record: Owner, row_id: int) -> dict[str, Any]:
    return {"productRow": showing.universal(ctx, record, rows.one(ctx, row_id))}


def _answers(ctx: Ctx, record: Owner) -> dict[str, Any]:
    return {"productRows": [showing.universal(ctx, record, row) for row in rows.of_record(ctx, record)]}
