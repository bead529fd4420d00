"""Who may do what to rows that hang on records: whoever may do it to the record. One SQL predicate for each kind."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, FromClause, exists, true

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.rights import Level, Operation, Rights
from homeport.domain.crm import access, papers
from homeport.domain.crm.requisite.tables import REQUISITE
from homeport.domain.records.collection import Access
from homeport.domain.records.filters import as_map

CLIENTS = (owner.CONTACT, owner.COMPANY)
"""The types of records that requisites belong to."""


class Reach(NamedTuple):
    """What a caller may do to records of all types."""

    rights: Rights
    operation: Operation


def _reach(ctx: Ctx, operation: Operation) -> Reach:
    return Reach(ctx.actor.rights, operation)


def may_any(ctx: Ctx, operation: Operation, types: Iterable[int]) -> bool:
    """Whether the caller may do it to some records of each of the types."""
    return all(ctx.actor.rights.grant(type_id, operation).highest > Level.NONE for type_id in types)


def _by(names: str, leads: Callable[..., ColumnElement[bool]] = access.leads) -> Any:
    def covers(grant: Any, row: FromClause, scans: bool) -> ColumnElement[bool]:
        return leads(grant.rights, grant.operation, row, names)

    return covers


def _by_requisite(grant: Any, row: FromClause, scans: bool) -> ColumnElement[bool]:
    if grant.rights.is_admin:
        return true()
    requisite = REQUISITE.alias()
    led = access.leads(grant.rights, grant.operation, requisite, "ENTITY")
    return exists().where(requisite.c.ID == row.c.ENTITY_ID, led).correlate(row)


def _of_clients(ctx: Ctx, asked: Mapping[str, Any]) -> bool:
    """Lists take the right to read both types, or the one that is asked for; ``how-to-get-address.md``, "Errors"."""
    named = {str(name).lstrip("=@").upper(): value for name, value in asked.items()}.get("ENTITY_TYPE_ID")
    if named is None:
        return may_any(ctx, Operation.READ, CLIENTS)
    types = {str(value) for value in as_map(named).values()} if isinstance(named, list | dict) else {str(named)}
    known = {str(type_id): type_id for type_id in CLIENTS}
    return types <= known.keys() and may_any(ctx, Operation.READ, [known[name] for name in types])


def _of_all_clients(ctx: Ctx, asked: Mapping[str, Any]) -> bool:
    return may_any(ctx, Operation.READ, CLIENTS)


def _of_all_with_addresses(ctx: Ctx, asked: Mapping[str, Any]) -> bool:
    """``crm-address-list.md``: whoever may read contacts, companies and leads, all three."""
    return may_any(ctx, Operation.READ, (*CLIENTS, owner.LEAD))


BY_CLIENT = Access(_reach, _by("ENTITY"), _of_clients)
"""Of requisites."""

BY_REQUISITE = Access(_reach, _by_requisite, _of_all_clients)
"""Of bank details."""

BY_ANCHOR = Access(_reach, _by("ANCHOR"), _of_all_with_addresses)
"""Of addresses."""

BY_RECORD = Access(_reach, _by("ENTITY", papers.leads), lambda ctx, asked: ctx.actor.rights.reads_anything)
"""Of the links between requisites and records."""
