"""``crm.timeline.comment.*``: comments in the timelines of records."""

from typing import Any

from homeport.core.ctx import Ctx, Page
from homeport.core.errors import ACCESS_DENIED, ACCESS_DENIED_TEXT, INVALID_ARG_VALUE, MISSING_PARAMETER
from homeport.core.owner import Owner
from homeport.domain.crm.activity.fields import described
from homeport.domain.crm.timeline import bindings, comments, reading
from homeport.domain.crm.timeline.fields import COMMENT_FIELDS
from homeport.methods.family import BAD_ID, ById, List, as_id
from homeport.rpc import Id, NoParams, OptionalId, Params, method

ERRORS = (comments.NOT_FOUND, comments.OWNER_NOT_FOUND, ACCESS_DENIED)

_NOT_SAID = (None, "")


class Add(Params):
    fields: dict[str, Any]


class OfOwner(Params, kw_only=True):
    id: Id
    owner_type_id: OptionalId = None
    owner_id: OptionalId = None

    def owner(self) -> Owner | None:
        """The record in whose timeline it is meant."""
        if self.owner_type_id in _NOT_SAID and self.owner_id in _NOT_SAID:
            return None
        for name, value in (("ownerTypeId", self.owner_type_id), ("ownerId", self.owner_id)):
            if value in _NOT_SAID:
                raise MISSING_PARAMETER(name=name)
        return Owner(self.owner_type_id or 0, self.owner_id or 0)


class Update(OfOwner, kw_only=True):
    fields: dict[str, Any]


@method("crm.timeline.comment.add", writes=True, errors=(*ERRORS, INVALID_ARG_VALUE))
def add(ctx: Ctx, p: Add) -> int:
    """Add a comment to the timeline of a record."""
    return comments.add(ctx, p.fields)


@method("crm.timeline.comment.get", errors=(BAD_ID, reading.NOT_FOUND, ACCESS_DENIED_TEXT))
def get(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return a comment."""
    return reading.get(ctx, as_id(p.id))


@method("crm.timeline.comment.list", heavy=True, errors=(bindings.INVALID, ACCESS_DENIED_TEXT, INVALID_ARG_VALUE))
def list_(ctx: Ctx, p: List) -> Page:
    """List the comments of a record."""
    return reading.page(ctx, select=p.select, filter=p.filter, order=p.order, start=p.start)


@method("crm.timeline.comment.update", writes=True, errors=(*ERRORS, INVALID_ARG_VALUE))
def update(ctx: Ctx, p: Update) -> int:
    """Change the text of a comment."""
    comments.change(ctx, p.id, p.fields, p.owner())
    return p.id


@method("crm.timeline.comment.delete", writes=True, errors=(*ERRORS, comments.MULTIPLE_BINDINGS))
def delete(ctx: Ctx, p: OfOwner) -> None:
    """Delete a comment, or one of several records that it is shown under."""
    comments.delete(ctx, p.id, p.owner())


@method("crm.timeline.comment.fields")
def fields(ctx: Ctx, p: NoParams) -> dict[str, Any]:
    """Describe the fields of a comment."""
    return described(COMMENT_FIELDS)
