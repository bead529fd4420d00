"""Fields that the search for duplicates compares beside those that it always does: a few, for all employees.

Source: ``api-reference/crm/duplicates/volatile-type/``.
"""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import bindparam, func, select

from homeport.core import owner
from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED, ErrorKind
from homeport.domain.crm.duplicates.tables import COMPARED
from homeport.domain.crm.entities import BUILT_IN
from homeport.domain.records.fields import Field
from homeport.store import Query

FIELD_NOT_FOUND = ErrorKind("FIELD_NOT_FOUND", "Field not found")
TOO_MANY = ErrorKind("MAX_TYPES_COUNT_EXCEEDED", "There is already a maximum number of volatile types")
NOT_ASSIGNED = ErrorKind("TYPE_IS_NOT_ASSIGNED", "This type is not assigned")

TYPES = (owner.LEAD, owner.CONTACT, owner.COMPANY)
MOST = 7

_PERSON = frozenset({"NAME", "SECOND_NAME", "LAST_NAME"})
ALWAYS = {owner.LEAD: _PERSON | {"COMPANY_TITLE"}, owner.CONTACT: _PERSON, owner.COMPANY: frozenset({"TITLE"})}
"""What is compared without being asked for."""

_ALL = Query(select(COMPARED).order_by(COMPARED.c.ID))
_ONE = Query(
    select(COMPARED.c.ID).where(
        COMPARED.c.ENTITY_TYPE_ID == bindparam("type_id"), COMPARED.c.FIELD_CODE == bindparam("code")
    )
)
_COUNT = Query(select(func.count()).select_from(COMPARED))


def fields(ctx: Ctx, entity_type_id: int | None) -> list[dict[str, Any]]:
    """The fields that may be compared.

    :param entity_type_id: of leads, contacts or companies; all of them unless given
    :raises CallError: ``ACCESS_DENIED`` for others than administrators
    """
    _require_administrator(ctx)
    return [
        {"entityTypeId": type_id, "fieldCode": field.name, "fieldTitle": field.title}
        for type_id in TYPES
        if entity_type_id in (None, type_id)
        for field in _comparable(type_id)
    ]


def registered(ctx: Ctx) -> list[dict[str, Any]]:
    """The fields that are compared.

    :raises CallError: ``ACCESS_DENIED`` for others than administrators
    """
    _require_administrator(ctx)
    return [
        {"id": row["ID"], "entityTypeId": row["ENTITY_TYPE_ID"], "fieldCode": row["FIELD_CODE"]}
        for row in ctx.tx.dicts(_ALL)
    ]


def register(ctx: Ctx, entity_type_id: int, code: str) -> int:
    """Compare a field; the id of what says so, the same when it is compared already.

    :raises CallError: ``ACCESS_DENIED``, ``FIELD_NOT_FOUND``, ``MAX_TYPES_COUNT_EXCEEDED``
    """
    _require_administrator(ctx)
    if entity_type_id not in TYPES or code not in {field.name for field in _comparable(entity_type_id)}:
        raise FIELD_NOT_FOUND()
    known: int | None = ctx.tx.value(_ONE, type_id=entity_type_id, code=code)
    if known is not None:
        return known
    if ctx.tx.value(_COUNT) >= MOST:
        raise TOO_MANY()
    return ctx.tx.insert(COMPARED, {"ENTITY_TYPE_ID": entity_type_id, "FIELD_CODE": code})


def unregister(ctx: Ctx, number: int) -> None:
    """Compare a field no longer.

    :raises CallError: ``ACCESS_DENIED``, ``TYPE_IS_NOT_ASSIGNED``
    """
    _require_administrator(ctx)
    if not ctx.tx.delete(COMPARED, ID=number):
        raise NOT_ASSIGNED()


def _comparable(entity_type_id: int) -> Iterator[Field]:
    """Texts that people type in, and that are not compared anyway."""
    for field in BUILT_IN[entity_type_id].fields:
        is_text = field.type is v.STRING and field.stored and field.classic and not field.read_only
        if is_text and field.name not in ALWAYS[entity_type_id]:
            yield field


def _require_administrator(ctx: Ctx) -> None:
    if not ctx.actor.is_admin:
        raise ACCESS_DENIED()
