"""``crm.userfield.*``, and ``crm.{lead,deal,contact,company,quote}.userfield.*``: fields that people add to records."""

from collections.abc import Iterator
from typing import Any

from homeport.core import owner
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED_TEXT, ErrorKind
from homeport.core.paging import counted_page_of
from homeport.core.rights import Level, Operation
from homeport.domain.crm import events
from homeport.domain.crm.record.user_fields import entity_id_of, home_of
from homeport.domain.user_fields import defining, describing, speaking
from homeport.domain.user_fields.definitions import Definition, find
from homeport.methods.family import BAD_ID, NOT_AN_ARRAY, Add, ById, Update, as_array, as_id
from homeport.rpc import Method, NoParams, Params, method
from homeport.rpc.method import make

NOT_FOUND = ErrorKind("ERROR_NOT_FOUND", "The entity with ID '{id}' is not found.")
TYPE_MISSING = ErrorKind("", "Parameter 'type' is not specified or empty.")


class List(Params):
    order: Any = None
    filter: Any = None
    start: Any = None


class OfType(Params):
    type: Any = None


def _of(type_id: int) -> Iterator[Method]:
    """The methods of one type of records."""
    noun = owner.symbol_of(type_id)

    def require_admin(ctx: Ctx) -> None:
        if not ctx.actor.is_admin:
            raise ACCESS_DENIED_TEXT()

    def require_reader(ctx: Ctx) -> None:
        if ctx.actor.rights.grant(type_id, Operation.READ).highest is Level.NONE:
            raise ACCESS_DENIED_TEXT()

    def found(ctx: Ctx, given: Any) -> Definition:
        number = as_id(given)
        definition = find(ctx.tx, number)
        if definition is None:
            raise NOT_FOUND(id=number)
        if definition.entity_id != entity_id_of(ctx.tx, type_id):
            raise ACCESS_DENIED_TEXT()
        return definition

    def add(ctx: Ctx, p: Add) -> int:
        require_admin(ctx)
        return defining.add(ctx, home_of(ctx.tx, type_id), as_array(p.fields, "fields")).id

    def get(ctx: Ctx, p: ById) -> dict[str, Any]:
        require_reader(ctx)
        return speaking.whole(found(ctx, p.id))

    def list_(ctx: Ctx, p: List) -> Page:
        require_reader(ctx)
        given = as_array(p.filter, "filter"), as_array(p.order, "order")
        fields = speaking.listed(ctx, home_of(ctx.tx, type_id).entity_id, *given)
        # whole, as its page shows, unless a client turns pages
        return Page(fields, len(fields)) if p.start is None else counted_page_of(fields, p.start)

    def update(ctx: Ctx, p: Update) -> bool:
        require_admin(ctx)
        definition = found(ctx, p.id)
        defining.change(ctx, home_of(ctx.tx, type_id), definition, as_array(p.fields, "fields"))
        return True

    def delete(ctx: Ctx, p: ById) -> bool:
        require_admin(ctx)
        defining.delete(ctx, home_of(ctx.tx, type_id), found(ctx, p.id))
        return True

    prefix, denied, by_id = f"crm.{noun}.userfield", ACCESS_DENIED_TEXT, (BAD_ID, NOT_FOUND)
    adding = (denied, NOT_AN_ARRAY, *dict.fromkeys(defining.CLASSIC))
    changing = (denied, *by_id, NOT_AN_ARRAY, defining.CLASSIC.repeated)
    yield make(f"{prefix}.add", add, summary=f"Add a user field to the {noun} records.", errors=adding, writes=True)
    yield make(f"{prefix}.get", get, summary=f"Return a user field of the {noun} records.", errors=(denied, *by_id))
    yield make(
        f"{prefix}.list",
        list_,
        summary=f"List the user fields of the {noun} records by a filter.",
        errors=(denied, NOT_AN_ARRAY),
        heavy=True,
    )
    yield make(
        f"{prefix}.update", update, summary=f"Change a user field of the {noun} records.", errors=changing, writes=True
    )
    yield make(
        f"{prefix}.delete",
        delete,
        summary=f"Delete a user field of the {noun} records with its values.",
        errors=(denied, *by_id),
        writes=True,
    )


METHODS = [found for type_id in events.CLASSIC for found in _of(type_id)]


@method("crm.userfield.types")
def types(ctx: Ctx, p: NoParams) -> list[dict[str, str]]:
    """List the types of user fields."""
    return describing.types(ctx)


@method("crm.userfield.fields")
def fields(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Describe what a user field has."""
    return describing.FIELDS


@method("crm.userfield.enumeration.fields")
def enumeration_fields(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Describe what an entry of a list has."""
    return describing.ITEMS


@method("crm.userfield.settings.fields", errors=(TYPE_MISSING,))
def settings_fields(ctx: Ctx, p: OfType) -> dict[str, Any]:
    """Describe the settings of a type of user fields."""
    if not isinstance(p.type, str) or not p.type:
        raise TYPE_MISSING()
    return describing.settings(p.type)
