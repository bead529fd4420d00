"""The sections that a product is in, beside its main one."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import BindParameter, ColumnElement, Select, bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.values import read_integer
from homeport.domain.catalog import sections
from homeport.domain.catalog.product_fields import IN_SECTION
from homeport.domain.records.collection import Beside, Change, Collection
from homeport.domain.records.dialect import Dialect
from homeport.domain.records.fields import Field, Values
from homeport.store import Query, Transaction

NO_SECTION = ErrorKind("0", "Section does not exist")
ALL, MAIN = "SECTION_IDS", "SECTION_ID"
MOST = 500


class Sections(Beside):
    """All sections of a product."""

    def read(self, ctx: Ctx, field: Field, value: Any, dialect: Dialect, *, changes: bool) -> list[int]:
        given = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else [value]
        if len(given) > MOST:
            raise ValueError("too many")
        ids = (read_integer(each, ctx.clock.zone) for each in given)
        return sorted({number for number in ids if number})

    def holds(self, change: Change, values: Mapping[str, Any]) -> bool:
        return bool(of_product(change.ctx.tx, change.row["ID"]) == values[ALL])

    def save(self, change: Change, values: Mapping[str, Any]) -> None:
        product = change.row["ID"]
        forget(change)
        change.ctx.tx.insert_many(IN_SECTION, [{"PRODUCT_ID": product, "SECTION_ID": number} for number in values[ALL]])

    def written(
        self, tx: Transaction, collection: Collection, dialect: Dialect, fields: Sequence[Field], ids: Sequence[int]
    ) -> dict[int, Values]:
        found: dict[int, list[int]] = defaultdict(list)
        for product, section in tx.all(_of_page(len(ids)), **{f"id{place}": each for place, each in enumerate(ids)}):
            found[product].append(section)
        return {product: {dialect.name(field): found[product] for field in fields} for product in ids}

    def rows(self, collection: Collection, field: Field) -> tuple[Select[Any], ColumnElement[Any]]:
        return select(IN_SECTION.c.PRODUCT_ID), IN_SECTION.c.SECTION_ID


@lru_cache(128)
def _of_page(count: int) -> Query:
    places: list[BindParameter[int]] = [bindparam(f"id{place}") for place in range(count)]
    found = select(IN_SECTION.c.PRODUCT_ID, IN_SECTION.c.SECTION_ID).where(IN_SECTION.c.PRODUCT_ID.in_(places))
    return Query(found.order_by(IN_SECTION.c.SECTION_ID))


def of_product(tx: Transaction, product: int) -> list[int]:
    """The sections of a product, in the order of their numbers."""
    return [section for _, section in tx.all(_of_page(1), id0=product)]


def forget(change: Change) -> None:
    """Take a product out of its sections."""
    change.ctx.tx.delete(IN_SECTION, PRODUCT_ID=change.row["ID"])


def placed(change: Change) -> None:
    """The main section is one of all, and all are of the product's catalogue."""
    row = change.row
    main, before = row.get(MAIN), change.old.get(MAIN)
    if ALL in change.beside:
        every = change.beside[ALL]
        if main is None and every:
            main = change.new[MAIN] = every[0]
    elif main != before:
        every = [each for each in of_product(change.ctx.tx, row["ID"]) if each != before] if change.old else []
    else:
        return
    change.beside[ALL] = sorted({*every, *([main] if main else [])})
    for number in change.beside[ALL]:
        if sections.catalog_of(change.ctx, number) != row.get("CATALOG_ID"):
            raise NO_SECTION()
