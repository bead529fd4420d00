"""Addresses that lead to the files of users: for everybody of the portal, as users are."""

from dataclasses import replace

from homeport.core.ctx import Ctx
from homeport.domain.files import fields
from homeport.domain.files.doors import Door
from homeport.domain.files.files import Stored
from homeport.domain.files.photos import DOOR, FILES, SIZES
from homeport.domain.portal.tables import USER_PICTURES
from homeport.domain.records.collection import EVERYBODY, Collection
from homeport.domain.user.profiles import collection_of
from homeport.domain.user.user_fields import people_of


def _everybody(ctx: Ctx, size: str) -> Collection:
    return replace(collection_of(people_of(ctx.tx)), access=EVERYBODY)


def _find(ctx: Ctx, user: int, said: str) -> Stored:
    found = fields.found(_everybody, ctx, user, said)
    size, name, _ = said.split("|")
    return found._replace(most=SIZES.get(size, 0) if name in USER_PICTURES else 0)


def address(ctx: Ctx, user: int, field: str, number: int) -> str:
    """Where a file of a field that people have added to users is.

    :param field: its name
    :raises CallError: ``ERROR_NOT_FOUND``
    """
    if field not in people_of(ctx.tx).added:
        raise fields.NOT_FOUND()
    fields.of_field(ctx, _everybody(ctx, ""), user, field, number, fields.NOT_FOUND)
    return FILES.url(ctx, field, user, number)


DOORS = {DOOR: Door(find=_find)}
