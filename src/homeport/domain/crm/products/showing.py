"""Rows of goods as the two kinds of methods answer and describe them.

Numbers are numbers in both; the classic methods write ids, and the price in the base currency, as texts. Of stores
there is nothing yet to tell.
"""

from collections.abc import Sequence
from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.owner import Owner, abbreviation_of
from homeport.domain.catalog import products
from homeport.domain.crm.products.rows import Row
from homeport.domain.crm.products.tables import FIELDS
from homeport.domain.records.descriptions import described

_TEXTS = frozenset({"ID", "OWNER_ID"})
_NOTHING = ("RESERVE_ID", "DATE_RESERVE_END", "RESERVE_QUANTITY")
_UNDESCRIBED = frozenset({"PRICE_ACCOUNT", "XML_ID"})
"""Fields that rows have and their description leaves out."""


def universal(ctx: Ctx, record: Owner, row: Row) -> dict[str, Any]:
    """A row as ``crm.item.productrow.*`` answers it."""
    shown = {field.item: field.type.item(row.get(field.name), ctx.clock.zone) for field in FIELDS if field.item}
    return shown | {"ownerType": abbreviation_of(record.entity_type_id)}


def classic(ctx: Ctx, record: Owner, rows: Sequence[Row]) -> list[dict[str, Any]]:
    """Rows as ``crm.deal.productrows.get`` answers them, each with the name that its product has by now."""
    names = products.names_of(ctx.tx, (row["PRODUCT_ID"] for row in rows))
    return [{**_classic(ctx, record, row), "ORIGINAL_PRODUCT_NAME": names.get(row["PRODUCT_ID"])} for row in rows]


def _classic(ctx: Ctx, record: Owner, row: Row) -> dict[str, Any]:
    shown = {field.name: field.type.item(row.get(field.name), ctx.clock.zone) for field in FIELDS}
    texts = {name: str(row[name]) for name in _TEXTS}
    account = {"PRICE_ACCOUNT": f"{row['PRICE_ACCOUNT']:.8f}", "OWNER_TYPE": abbreviation_of(record.entity_type_id)}
    return shown | texts | account | dict.fromkeys(_NOTHING)


def fields(*, in_camel: bool) -> dict[str, Any]:
    """What the methods say of the fields of a row."""
    return {
        (field.item if in_camel else field.name): described(
            field.type.name,
            field.title,
            required=field.required,
            read_only=field.read_only,
            immutable=field.immutable,
        )
        for field in FIELDS
        if field.item and field.name not in _UNDESCRIBED
    }
