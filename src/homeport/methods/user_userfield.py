"""``user.userfield.*``: fields that administrators add to users."""

from typing import Any

from homeport.core.ctx import Ctx, Elsewhere, Page
from homeport.core.errors import ACCESS_DENIED_TEXT, ErrorKind
from homeport.core.paging import counted_page_of
from homeport.domain.files.fields import NOT_FOUND
from homeport.domain.user import doors
from homeport.domain.user.user_fields import HOME, REFUSALS, SCOPE
from homeport.domain.user_fields import defining, speaking
from homeport.domain.user_fields.definitions import Definition, find
from homeport.methods.family import NOT_AN_ARRAY, Add, ById, Update, as_array, as_id
from homeport.rpc import Params, method

BAD_ID = ErrorKind("", "ID is not defined or invalid")

_DENIED = ACCESS_DENIED_TEXT
"""For whoever is no administrator, and for what is no field of users."""


class List(Params):
    order: Any = None
    filter: Any = None
    start: Any = None


class OfField(Params):
    id: Any = None
    field: Any = None
    value: Any = None


@method("user.userfield.file.get", scope=SCOPE, batchable=False, errors=(NOT_FOUND,))
def file_get(ctx: Ctx, p: OfField) -> Elsewhere:
    """Send a file of a user field, by what reading the user told of it."""
    user, number = as_id(p.id, NOT_FOUND), as_id(p.value, NOT_FOUND)
    return Elsewhere(doors.address(ctx, user, str(p.field), number))


@method("user.userfield.add", scope=SCOPE, writes=True, errors=(_DENIED, NOT_AN_ARRAY, *dict.fromkeys(REFUSALS)))
def add(ctx: Ctx, p: Add) -> int:
    """Add a user field to the users."""
    _require_admin(ctx)
    return defining.add(ctx, HOME, as_array(p.fields, "fields"), refusals=REFUSALS).id


@method("user.userfield.list", scope=SCOPE, heavy=True, errors=(_DENIED, NOT_AN_ARRAY))
def list_(ctx: Ctx, p: List) -> Page:
    """List the user fields of the users by a filter."""
    _require_admin(ctx)
    found = speaking.listed(ctx, HOME.entity_id, as_array(p.filter, "filter"), as_array(p.order, "order"))
    # whole, as its page shows, unless a client turns pages
    return Page(found, len(found)) if p.start is None else counted_page_of(found, p.start)


@method("user.userfield.update", scope=SCOPE, writes=True, errors=(_DENIED, BAD_ID, NOT_AN_ARRAY, REFUSALS.repeated))
def update(ctx: Ctx, p: Update) -> bool:
    """Change a user field of the users."""
    definition = _found(ctx, p.id)
    defining.change(ctx, HOME, definition, as_array(p.fields, "fields"), refusals=REFUSALS)
    return True


@method("user.userfield.delete", scope=SCOPE, writes=True, errors=(_DENIED, BAD_ID))
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete a user field of the users with its values."""
    defining.delete(ctx, HOME, _found(ctx, p.id))
    return True


def _require_admin(ctx: Ctx) -> None:
    if not ctx.actor.is_admin:
        raise _DENIED()


def _found(ctx: Ctx, given: Any) -> Definition:
    _require_admin(ctx)
    definition = find(ctx.tx, as_id(given, BAD_ID))
    if definition is None or definition.entity_id != HOME.entity_id:
        raise _DENIED()
    return definition
