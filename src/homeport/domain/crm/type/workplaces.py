"""Digital workplaces: sections of the portal with smart processes of their own.

Source: ``api-reference/crm/automated-solution/``.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Column, Integer, Table, bindparam, func, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.core.errors import ACCESS_DENIED, ErrorKind
from homeport.core.values import read_integer
from homeport.domain.crm.type.types import TYPE
from homeport.domain.portal.limits.plans import plan_of
from homeport.domain.records.collection import ADMINISTRATORS, Beside, Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import F, Field, FieldTable, Values, list_field
from homeport.domain.records.filters import as_map
from homeport.store import Query, Transaction
from homeport.store.schema import METADATA
from homeport.store.texts import Words

LIMIT_EXCEEDED = ErrorKind("LIMIT_EXCEEDED", "The number of available digital workplaces has been exceeded")
HAS_BOUND_TYPES = ErrorKind(
    "HAS_BOUND_TYPES", "Cannot delete the workplace that has SPAs. Move them to another workplace"
)

DIALECT = Dialect(
    camel=True,
    texts=False,
    typed=True,
    wraps=True,
    strict=True,
    described=("type", "isRequired", "isReadOnly", "isImmutable", "isMultiple", "isDynamic", "title", "upperName"),
    denied=ACCESS_DENIED,
    unreadable=ACCESS_DENIED,
    not_found=ErrorKind("NOT_FOUND", "Digital workplace with such id not found"),
    invalid=ErrorKind("INVALID_ARG_VALUE", "Invalid value for field '{field}'"),
    required=ErrorKind("BX_EMPTY_REQUIRED", "The required field 'Title' is not filled"),
)

FIELDS = FieldTable(
    (
        F("ID", v.INTEGER, "ID", read_only=True),
        F("TITLE", v.STRING, "TITLE", required=True, length=255),
        list_field(
            "TYPE_IDS", v.FieldType("crm_dynamic_type", "integer", read_integer, v.same, v.same), "TYPE_IDS",
            filterable=False,
        ),
    )
)  # fmt: skip

WORKPLACE = Table(
    "crm_workplace",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("TITLE", Words, nullable=False),
    sqlite_autoincrement=True,
)
"""Which smart processes a workplace has, their own rows say: CUSTOM_SECTION_ID."""

_COUNT = Query(select(func.count()).select_from(WORKPLACE))
_EXISTS = Query(select(WORKPLACE.c.ID).where(WORKPLACE.c.ID == bindparam("id")))
_TYPE_EXISTS = Query(select(TYPE.c.ID).where(TYPE.c.ID == bindparam("id")))
_TYPES = Query(
    select(TYPE.c.CUSTOM_SECTION_ID, TYPE.c.ID).where(TYPE.c.CUSTOM_SECTION_ID.is_not(None)).order_by(TYPE.c.ID)
)


class Types(Beside):
    """The smart processes of a workplace. Each has one workplace at most."""

    alone = True

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> list[int]:
        if value is not None and value != "" and not isinstance(value, dict | list):
            raise ValueError("not a list of ids")
        ids = dict.fromkeys(read_integer(each, ctx.clock.zone) or 0 for each in as_map(value).values())
        if any(ctx.tx.value(_TYPE_EXISTS, id=number) is None for number in ids):
            raise ValueError("no such smart process")
        return list(ids)

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        tx, number = change.ctx.tx, change.row["ID"]
        for ids in values.values():
            tx.update(TYPE, {"CUSTOM_SECTION_ID": number}, {"CUSTOM_SECTION_ID": None})
            for type_id in ids:
                tx.update(TYPE, {"ID": type_id}, {"CUSTOM_SECTION_ID": number})

    def written(
        self, tx: Transaction, collection: Collection, dialect: Dialect, fields: Sequence[Field], ids: Sequence[int]
    ) -> dict[int, Values]:
        found: dict[int, list[int]] = {number: [] for number in ids}
        for number, type_id in tx.all(_TYPES):
            if number in found:
                found[number].append(type_id)
        return {number: {dialect.name(field): types for field in fields} for number, types in found.items()}


def exists(tx: Transaction, number: int) -> bool:
    """Whether there is such a workplace."""
    return tx.value(_EXISTS, id=number) is not None


def _within_plan(change: Change) -> None:
    if not change.old and change.ctx.tx.value(_COUNT) >= plan_of(change.ctx.tx).smart_processes:
        raise LIMIT_EXCEEDED()


def _unbound(change: Change) -> None:
    if any(number == change.old["ID"] for number, _ in change.ctx.tx.all(_TYPES)):
        raise HAS_BOUND_TYPES()


WORKPLACES = Collection(
    noun="automatedSolution",
    plural="automatedSolutions",
    table=WORKPLACE,
    fields=FIELDS,
    access=ADMINISTRATORS,
    beside={"TYPE_IDS": Types()},
    before_save=(_within_plan,),
    before_delete=(_unbound,),
)
