"""``userfieldtype.*``: types of user fields that applications define."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import WRONG_AUTH_TYPE
from homeport.core.paging import counted_page_of, start_of
from homeport.domain.portal.apps import field_types
from homeport.rpc import Params, Underscored, method

SCOPE = "placement"


class OfType(Underscored):
    user_type_id: Any = None


class Type(OfType):
    handler: Any = None
    title: Any = None
    description: Any = None
    options: Any = None

    def wanted(self) -> field_types.Wanted:
        """The type in the domain's words."""
        return field_types.Wanted(self.user_type_id, self.handler, self.title, self.description, self.options)


class List(Params):
    start: Any = None


@method(
    "userfieldtype.add",
    scope=SCOPE,
    writes=True,
    application=WRONG_AUTH_TYPE,
    errors=(WRONG_AUTH_TYPE, *field_types.ADD_ERRORS),
)
def add(ctx: Ctx, p: Type) -> bool:
    """Define a type of user fields, which the application shows in a frame."""
    field_types.add(ctx, p.wanted())
    return True


@method(
    "userfieldtype.update",
    scope=SCOPE,
    writes=True,
    application=WRONG_AUTH_TYPE,
    errors=(WRONG_AUTH_TYPE, *field_types.UPDATE_ERRORS),
)
def update(ctx: Ctx, p: Type) -> bool:
    """Change a type of user fields of the application."""
    field_types.change(ctx, p.wanted())
    return True


@method(
    "userfieldtype.list",
    scope=SCOPE,
    application=WRONG_AUTH_TYPE,
    errors=(WRONG_AUTH_TYPE, field_types.ACCESS_DENIED),
)
def list_(ctx: Ctx, p: List) -> Page:
    """List the types of user fields that the application has defined."""
    found = field_types.of_app(ctx)
    if p.start is None or start_of(p.start) < 0:  # few, and without ids to turn pages by
        return Page(found, len(found))
    return counted_page_of(found, p.start)


@method(
    "userfieldtype.delete",
    scope=SCOPE,
    writes=True,
    application=WRONG_AUTH_TYPE,
    errors=(WRONG_AUTH_TYPE, *field_types.DELETE_ERRORS),
)
def delete(ctx: Ctx, p: OfType) -> bool:
    """Delete a type of user fields of the application; fields of it stay, with what they hold."""
    field_types.delete(ctx, p.user_type_id)
    return True
