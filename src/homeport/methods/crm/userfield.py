"""``crm.userfield.*``, and ``crm.{lead,deal,contact,company,quote}.userfield.*``: fields that people add to records."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from homeport.core import owner
from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED_TEXT, ErrorKind
from homeport.core.paging import counted_page_of
from homeport.core.rights import Level, Operation
from homeport.domain.crm import events
from homeport.domain.crm.record.user_fields import home_of
from homeport.domain.user_fields import defining, describing, speaking
from homeport.domain.user_fields.definitions import Definition, find
from homeport.domain.user_fields.homes import Home
from homeport.methods.family import BAD_ID, NOT_AN_ARRAY, Add, ById, Update, as_array, as_id
from homeport.rpc import Method, NoParams, Params, method
from homeport.rpc.method import make
from homeport.store import Transaction

NOT_FOUND = ErrorKind("ERROR_NOT_FOUND", "The entity with ID '{id}' is not found.")
TYPE_MISSING = ErrorKind("", "Parameter 'type' is not specified or empty.")


class List(Params):
    order: Any = None
    filter: Any = None
    start: Any = None


class OfType(Params):
    type: Any = None


def user_fields_of(
    noun: str, home: Callable[[Transaction], Home], may_read: Callable[[Ctx], bool], gone: ErrorKind = NOT_FOUND
) -> Iterator[Method]:
    """The methods of one kind of records.

    :param noun: as in ``crm.{noun}.userfield.add``
    :param home: where their fields are
    :param may_read: whether the caller may look at some of the records
    :param gone: how a change of no such field is refused
    """

    def require_admin(ctx: Ctx) -> None:
        if not ctx.actor.is_admin:
            raise ACCESS_DENIED_TEXT()

    def require_reader(ctx: Ctx) -> None:
        if not may_read(ctx):
            raise ACCESS_DENIED_TEXT()

    def found(ctx: Ctx, given: Any, refusal: ErrorKind = gone) -> Definition:
        number = as_id(given)
        definition = find(ctx.tx, number)
        if definition is None:
            raise refusal(id=number)
        if definition.entity_id != home(ctx.tx).entity_id:
            raise ACCESS_DENIED_TEXT()
        return definition

    def add(ctx: Ctx, p: Add) -> int:
        require_admin(ctx)
        return defining.add(ctx, home(ctx.tx), as_array(p.fields, "fields")).id

    def get(ctx: Ctx, p: ById) -> dict[str, Any]:
        require_reader(ctx)
        return speaking.whole(found(ctx, p.id, NOT_FOUND))

    def list_(ctx: Ctx, p: List) -> Page:
        require_reader(ctx)
        given = as_array(p.filter, "filter"), as_array(p.order, "order")
        fields = speaking.listed(ctx, home(ctx.tx).entity_id, *given)
        # whole, as its page shows, unless a client turns pages
        return Page(fields, len(fields)) if p.start is None else counted_page_of(fields, p.start)

    def update(ctx: Ctx, p: Update) -> bool:
        require_admin(ctx)
        definition = found(ctx, p.id)
        defining.change(ctx, home(ctx.tx), definition, as_array(p.fields, "fields"))
        return True

    def delete(ctx: Ctx, p: ById) -> bool:
        require_admin(ctx)
        defining.delete(ctx, home(ctx.tx), found(ctx, p.id))
        return True

    prefix, denied, by_id = f"crm.{noun}.userfield", ACCESS_DENIED_TEXT, (BAD_ID, gone)
    adding = (denied, NOT_AN_ARRAY, *dict.fromkeys(defining.CLASSIC))
    changing = (denied, *by_id, NOT_AN_ARRAY, defining.CLASSIC.repeated)
    yield make(f"{prefix}.add", add, summary=f"Add a user field to the {noun} records.", errors=adding, writes=True)
    yield make(
        f"{prefix}.get", get, summary=f"Return a user field of the {noun} records.", errors=(denied, BAD_ID, NOT_FOUND)
    )
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


def _may_read(type_id: int, ctx: Ctx) -> bool:
    return ctx.actor.rights.grant(type_id, Operation.READ).highest is not Level.NONE


METHODS = [
    found
    for type_id in events.CLASSIC
    for found in user_fields_of(
        owner.symbol_of(type_id), partial(home_of, entity_type_id=type_id), partial(_may_read, type_id)
    )
]


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
