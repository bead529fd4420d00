"""``crm.address.*``: addresses of requisites and leads."""

from dataclasses import replace

from homeport.core.ctx import Ctx
from homeport.domain.crm.requisite.addresses import ADDRESSES, EXISTS, KEY, NOT_FOUND, read_key
from homeport.domain.records import writing
from homeport.domain.records.collection import EVERYBODY
from homeport.domain.records.dialect import CLASSIC
from homeport.methods.crm.requisite._speaking import INVALID
from homeport.methods.family import NOT_AN_ARRAY, Add, as_array, family
from homeport.rpc import method

_DIALECT = replace(CLASSIC, not_found=NOT_FOUND, invalid=INVALID, required=INVALID)
_CHANGING = (NOT_AN_ARRAY, INVALID, NOT_FOUND, _DIALECT.denied)

METHODS = [
    *family("crm.address", ADDRESSES, _DIALECT, "list"),
    *family("crm.address", replace(ADDRESSES, access=EVERYBODY), _DIALECT, "fields"),
]


@method("crm.address.add", errors=(NOT_AN_ARRAY, INVALID, EXISTS, _DIALECT.denied), writes=True)
def add(ctx: Ctx, p: Add) -> bool:
    """Add an address to a requisite or a lead."""
    writing.create(ctx, ADDRESSES, as_array(p.fields, "fields"), _DIALECT)
    return True


@method("crm.address.update", errors=_CHANGING, writes=True)
def update(ctx: Ctx, p: Add) -> bool:
    """Change an address, which its type and its owner among the fields tell."""
    given = as_array(p.fields, "fields")
    key = read_key(ctx, given, _DIALECT)
    said = {name: value for name, value in given.items() if str(name).upper() not in KEY}
    writing.change(ctx, ADDRESSES, key, said, _DIALECT)
    return True


@method("crm.address.delete", errors=_CHANGING, writes=True)
def delete(ctx: Ctx, p: Add) -> bool:
    """Delete an address, which its type and its owner among the fields tell."""
    writing.delete(ctx, ADDRESSES, read_key(ctx, as_array(p.fields, "fields"), _DIALECT), _DIALECT)
    return True
