"""Properties as the CRM's older methods have them: with the entries of lists as if they were a field.

Sources: ``api-reference/crm/outdated/products/crm-product-property-*.md``.
"""

import secrets
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, bindparam, select

from homeport.core import values as v
from homeport.core.ctx import Ctx
from homeport.domain.catalog.properties import ENTRIES, PROPERTIES
from homeport.domain.iblock.tables import ENUM, ENUM_FIELDS, PROPERTY_FIELDS
from homeport.domain.iblock.types import LIST
from homeport.domain.records import writing
from homeport.domain.records.collection import Beside, Change, Collection
from homeport.domain.records.dialect import CLASSIC, Dialect
from homeport.domain.records.fields import F, Field, FieldTable, Values
from homeport.store import Query, Transaction, padded

MOST = 500
"""Entries of a list that one call writes."""

VALUES = "VALUES"


class Entries(Beside):
    """The entries of a list, by their numbers; new ones by names that a client makes up."""

    alone = True

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> dict[str, Values]:
        given = {str(place): each for place, each in enumerate(value)} if isinstance(value, list) else value or {}
        if not isinstance(given, dict) or len(given) > MOST:
            raise ValueError("no entries")
        if not all(isinstance(each, dict) for each in given.values()):
            raise ValueError("no entry")
        return {str(name): each for name, each in given.items()}

    def holds(self, change: Change, values: Mapping[str, Any]) -> bool:
        return not values[VALUES]

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        if change.row["PROPERTY_TYPE"] != LIST:
            return
        ctx, number = change.ctx, change.row["ID"]
        held = {row[0] for row in ctx.tx.all(_of(1), p0=number)} if change.old else set()
        for name, given in values[VALUES].items():
            said = _number({str(key).upper(): each for key, each in given.items()}.get("ID"), name)
            if said in held:
                if str(_named(given, "VALUE") or "") == "":
                    writing.delete(ctx, ENTRIES, {"ID": said}, CLASSIC)
                else:
                    writing.change(ctx, ENTRIES, {"ID": said}, given, CLASSIC)
            else:
                usual = {"XML_ID": secrets.token_hex(8)}
                writing.create(ctx, ENTRIES, given, CLASSIC, {"PROPERTY_ID": number}, usual=usual)

    def written(
        self, tx: Transaction, collection: Collection, dialect: Dialect, fields: Sequence[Field], ids: Sequence[int]
    ) -> dict[int, Values]:
        wide = [*ids, *[ids[-1]] * (padded(len(ids)) - len(ids))]
        found: dict[int, dict[str, Values]] = defaultdict(dict)
        for row in tx.all(_of(len(wide)), **{f"p{place}": number for place, number in enumerate(wide)}):
            entry = dict(zip(ENUM_FIELDS.columns, row, strict=True))
            number = entry.pop("PROPERTY_ID")
            found[number][str(row[0])] = {name: None if value is None else str(value) for name, value in entry.items()}
        return {number: {VALUES: found[number] or None} for number in ids}


@lru_cache(64)
def _of(count: int) -> Query:
    places: list[BindParameter[int]] = [bindparam(f"p{place}") for place in range(count)]
    columns = (ENUM.c[name] for name in ENUM_FIELDS.columns)
    return Query(select(*columns).where(ENUM.c.PROPERTY_ID.in_(places)).order_by(ENUM.c.SORT, ENUM.c.ID))


def _number(said: Any, name: str) -> int | None:
    return v.number_or_none(name if said is None else said)


def _named(given: Mapping[str, Any], name: str) -> Any:
    return next((value for key, value in given.items() if str(key).upper() == name), None)


def _fields() -> Iterator[Field]:
    for field in PROPERTY_FIELDS:
        yield replace(field, required=False) if field.name == "IBLOCK_ID" else field
    yield F(VALUES, replace(v.MULTIFIELD, name="product_property_enum_element"), "Values", multiple=True, stored=False)


LISTED = replace(PROPERTIES, fields=FieldTable(tuple(_fields())), beside={VALUES: Entries()})
