"""``calendar.section.*``: calendars."""

from typing import Any

import msgspec

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import is_empty
from homeport.domain.calendar import sections
from homeport.domain.calendar.sections import DENIED, DIALECT, INVALID, SECTIONS
from homeport.domain.records import writing
from homeport.methods.calendar._required import REQUIRED, owner_of
from homeport.methods.family import as_id
from homeport.rpc import Params, method

NO_ID = ErrorKind("", "Section ID is not set")


class Owned(Params):
    type: Any = None
    owner_id: Any = None


class ById(Owned):
    id: Any = None


class Add(Owned):
    name: Any = msgspec.UNSET
    description: Any = msgspec.UNSET
    color: Any = msgspec.UNSET
    text_color: Any = msgspec.field(default=msgspec.UNSET, name="text_color")
    export: Any = msgspec.UNSET

    def given(self) -> dict[str, Any]:
        """What was said, by the fields' names."""
        said = {
            "NAME": self.name,
            "DESCRIPTION": self.description,
            "COLOR": self.color,
            "TEXT_COLOR": self.text_color,
            "EXPORT": self.export,
        }
        return {name: value for name, value in said.items() if value is not msgspec.UNSET}


class Update(Add):
    id: Any = None


@method("calendar.section.get", errors=(REQUIRED, DENIED))
def get(ctx: Ctx, p: Owned) -> list[dict[str, Any]]:
    """List the calendars of a user, a group or the company."""
    kind, owner = owner_of(p.type, p.owner_id, "calendar.section.get", ctx.actor.user_id)
    return [sections.shown(ctx, row) for row in sections.of_owner(ctx, kind, owner)]


@method("calendar.section.add", writes=True, errors=(REQUIRED, DENIED, INVALID))
def add(ctx: Ctx, p: Add) -> int:
    """Add a calendar."""
    kind, owner = owner_of(p.type, p.owner_id, "calendar.section.add", ctx.actor.user_id)
    return sections.add(ctx, kind, owner, p.given())


@method("calendar.section.update", writes=True, errors=(REQUIRED, NO_ID, DENIED, INVALID))
def update(ctx: Ctx, p: Update) -> int:
    """Change a calendar."""
    number = _named(ctx, p, p.id, "calendar.section.update")
    writing.change(ctx, SECTIONS, {"ID": number}, p.given(), DIALECT)
    return number


@method("calendar.section.delete", writes=True, errors=(REQUIRED, NO_ID, DENIED))
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete a calendar."""
    number = _named(ctx, p, p.id, "calendar.section.delete")
    writing.delete(ctx, SECTIONS, {"ID": number}, DIALECT)
    return True


def _named(ctx: Ctx, p: Owned, given: Any, name: str) -> int:
    """A calendar of the owner that was named.

    :raises CallError: ``REQUIRED``, ``NO_ID``, ``DENIED``
    """
    kind, owner = owner_of(p.type, p.owner_id, name, ctx.actor.user_id)
    if is_empty(given):
        raise NO_ID()
    number = as_id(given, DENIED)
    sections.require(ctx, number, kind, owner)
    return number
