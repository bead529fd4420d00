"""``note.collection.*``: knowledge bases."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.errors_v3 import ACCESS_DENIED, ENTITY_NOT_FOUND, INVALID_PAGINATION, REQUEST_VALIDATION
from homeport.core.values import Id
from homeport.domain.note import bases
from homeport.domain.note.bases import BASE_SHOWN
from homeport.domain.records.fields import Values
from homeport.domain.records.v3.asking import slice_of, wanted
from homeport.domain.records.v3.reading import shown
from homeport.methods.family_v3 import ById, family
from homeport.rpc import Request, method

NAMING = (REQUEST_VALIDATION, ACCESS_DENIED, ENTITY_NOT_FOUND)
FIRST = -(2**63)

METHODS = family(
    "note.collection",
    BASE_SHOWN,
    "add update field.list field.get",
    create=bases.create,
    change=bases.change,
    answers_changed=True,
    errors={"update": (ENTITY_NOT_FOUND,)},
    of_fields=(ACCESS_DENIED,),
)


class Cursor(Request):
    position: Id
    id: Id


class Pagination(Request):
    limit: int = 50
    after_cursor: Cursor | None = None


class List(Request):
    pagination: Pagination | None = None


@method("note.collection.get", version=3, errors=NAMING)
def get(ctx: Ctx, p: ById) -> dict[str, Values]:
    """Return a knowledge base."""
    return {"item": shown(ctx, wanted(BASE_SHOWN, None), [bases.find(ctx, p.id)])[0]}


@method("note.collection.list", version=3, heavy=True, errors=(REQUEST_VALIDATION, INVALID_PAGINATION, ACCESS_DENIED))
def list_(ctx: Ctx, p: List) -> dict[str, Any]:
    """List the knowledge bases, a page after another."""
    pagination = p.pagination or Pagination()
    limit = slice_of(bases.LISTED, {"limit": pagination.limit}).limit
    after = pagination.after_cursor or Cursor(position=FIRST, id=0)
    found, following = bases.page(ctx, limit, after.position, after.id)
    return {"items": found, "nextCursor": following}


@method("note.collection.archive", version=3, writes=True, errors=NAMING)
def archive(ctx: Ctx, p: ById) -> dict[str, bool]:
    """Put a knowledge base away, with all its documents."""
    bases.archive(ctx, p.id)
    return {"result": True}


@method("note.collection.delete", version=3, writes=True, errors=NAMING)
def delete(ctx: Ctx, p: ById) -> dict[str, bool]:
    """Move a knowledge base to the trash, with all its documents."""
    bases.trash(ctx, p.id)
    return {"result": True}
