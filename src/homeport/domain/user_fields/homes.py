"""Whose user fields are meant: an entity, where its records are, and how its fields are spoken of."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from sqlalchemy import Table

from homeport.core.ctx import Ctx
from homeport.domain.user_fields.definitions import Definition
from homeport.store import Transaction


@dataclass(frozen=True, slots=True, eq=False)
class Home:
    """An entity whose records have user fields.

    :param entity_id: for example ``CRM_DEAL``
    :param table: where its records are
    :param prefix: how the names of its fields begin
    :param event: the code of what is told of its fields, with a ``{verb}``; empty for nothing
    :param scope: what an application needs to be told
    :param key: the columns that tell its records from others in the table, with their values
    :param types: those that its fields may be of, where not every type will do
    :param forget: run when a field is deleted, for what names it elsewhere
    """

    entity_id: str
    table: Table
    prefix: str
    event: str
    scope: str
    key: Mapping[str, int | str] = field(default_factory=dict)
    types: frozenset[str] | None = None
    forget: Callable[[Transaction, Definition], None] | None = None


class Module(NamedTuple):
    """Entities of one scope, as ``userfieldconfig.*`` asks for them.

    :param readable: the homes of those whose records the caller may read
    :param home: a home by its entity id, or None
    :param defines: whether the caller may make and change their fields
    """

    readable: Callable[[Ctx], Iterable[Home]]
    home: Callable[[Ctx, str], Home | None]
    defines: Callable[[Ctx], bool]
