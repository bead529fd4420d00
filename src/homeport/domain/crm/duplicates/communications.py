"""Leads, contacts and companies with the same phone or e-mail address, as far as the caller may read them.

Source: ``api-reference/crm/duplicates/crm-duplicate-find-by-comm.md``.
"""

from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.rights import Grant, Level, Operation
from homeport.core.values import is_empty
from homeport.domain.crm import access
from homeport.domain.crm.entities import table_of
from homeport.domain.crm.record.comparable import comparable
from homeport.domain.crm.tables import MULTIFIELD
from homeport.domain.records.filters import as_map
from homeport.store import Query, constant, padded

DENIED = ErrorKind("", "Access denied", 403)
NO_TYPE = ErrorKind("", "Communication type is not defined")
UNSUPPORTED = ErrorKind("", "Communication type '{type}' is not supported in current context")
NO_VALUES = ErrorKind("", "Communication values is not defined")

TYPES = (owner.LEAD, owner.CONTACT, owner.COMPANY)
KINDS = ("EMAIL", "PHONE")
MAX_VALUES = 20
ENOUGH = 20
"""When so many records of a type are found, the types after it are not looked at."""


def find(ctx: Ctx, kind: Any, values: Any, entity_type: Any) -> dict[str, list[int]]:
    """Ids of the records by ``LEAD``, ``CONTACT`` and ``COMPANY``; only the types that have some.

    :param kind: ``PHONE`` or ``EMAIL``
    :param values: up to 20 of them; what comes after is not looked for
    :param entity_type: the one type to look at; all of them unless it names one
    :raises CallError: the documented refusals
    """
    if is_empty(kind):
        raise NO_TYPE()
    if not isinstance(kind, str) or kind.upper() not in KINDS:
        raise UNSUPPORTED(type=kind)
    given = as_map(values).values()  # one value is a list too, as the tutorial says
    texts = [str(value) for value in given if isinstance(value, str | int) and str(value).strip()]
    if not texts:
        raise NO_VALUES()
    chosen = owner.type_id_of(entity_type)
    types = (chosen,) if chosen in TYPES else TYPES
    grants = {type_id: ctx.actor.rights.grant(type_id, Operation.READ) for type_id in types if type_id is not None}
    if all(grant.highest is Level.NONE for grant in grants.values()):
        raise DENIED()
    wanted = sorted({found for text in texts[:MAX_VALUES] if (found := comparable(kind.upper(), text))})
    answer: dict[str, list[int]] = {}
    for type_id, grant in grants.items():
        ids = _ids(ctx, type_id, grant, kind.upper(), wanted)
        if ids:
            answer[owner.code_of(type_id)] = ids
        if len(ids) >= ENOUGH:
            break
    return answer


def _ids(ctx: Ctx, type_id: int, grant: Grant, kind: str, wanted: list[str]) -> list[int]:
    if not wanted or grant.highest is Level.NONE:
        return []
    full = wanted + wanted[-1:] * (padded(len(wanted)) - len(wanted))
    params = {f"v{index}": value for index, value in enumerate(full)}
    rows = ctx.tx.all(_having(type_id, grant, len(full)), kind=kind, actor=ctx.actor.user_id, **params)
    return [row[0] for row in rows]


@lru_cache(access.SHAPES)
def _having(type_id: int, grant: Grant, count: int) -> Query:
    record = table_of(type_id)
    holders = select(MULTIFIELD.c.ENTITY_ID).where(
        MULTIFIELD.c.ENTITY_TYPE_ID == constant(type_id),
        MULTIFIELD.c.TYPE_ID == bindparam("kind"),
        MULTIFIELD.c.COMPARABLE.in_([bindparam(f"v{index}") for index in range(count)]),
    )
    found = select(record.c.ID).where(record.c.ID.in_(holders), access.predicate(grant, record))
    return Query(found.order_by(record.c.ID).limit(constant(ENOUGH)))
