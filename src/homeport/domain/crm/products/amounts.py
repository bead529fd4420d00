"""The amount of a record: what its rows sum up to, unless it was entered by hand."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.amounts import rounded
from homeport.core.owner import Owner
from homeport.domain.crm.currency import currencies
from homeport.domain.crm.entities.entity import Entity
from homeport.domain.crm.products.prices import amount_of
from homeport.domain.crm.products.tables import PRODUCT_ROW
from homeport.store import Query, Transaction

_FIELDS = frozenset({"OPPORTUNITY", "TAX_VALUE", "IS_MANUAL_OPPORTUNITY", "CURRENCY_ID"})
_PRICED = ("ID", "PRICE", "QUANTITY", "TAX_RATE")
_ROWS = Query(
    select(*(PRODUCT_ROW.c[name] for name in _PRICED)).where(
        PRODUCT_ROW.c.OWNER_TYPE_ID == bindparam("type_id"), PRODUCT_ROW.c.OWNER_ID == bindparam("id")
    )
)


def follow(tx: Transaction, entity: Entity, old: Mapping[str, Any], new: dict[str, Any]) -> None:
    """Put the amount of a record's rows into what is written of it. A record without rows keeps what it says.

    :param old: the record's columns as they are stored
    """
    if _FIELDS.isdisjoint(new) or "OPPORTUNITY" not in entity.fields.columns:
        return
    found = tx.all(_ROWS, type_id=entity.type_id, id=old["ID"])
    rows = [dict(zip(_PRICED, row, strict=True)) for row in found]
    if not rows:
        return
    currency = new.get("CURRENCY_ID", old["CURRENCY_ID"])
    if currency != old["CURRENCY_ID"]:
        rate = rate_of(tx, currency)
        for row in rows:
            tx.update(PRODUCT_ROW, {"ID": row["ID"]}, {"PRICE_ACCOUNT": rounded(row["PRICE"] * rate)})
    if is_manual(entity, {**old, **new}):
        return
    amounts = [amount_of(row) for row in rows]
    sums = {"OPPORTUNITY": rounded(sum(paid for paid, _ in amounts)), "TAX_VALUE": rounded(sum(t for _, t in amounts))}
    new.update((name, value) for name, value in sums.items() if name in entity.fields.columns)


def is_manual(entity: Entity, record: Mapping[str, Any]) -> bool:
    """Whether somebody entered the amount of a record by hand."""
    return "IS_MANUAL_OPPORTUNITY" in entity.fields.columns and record["IS_MANUAL_OPPORTUNITY"] == "Y"


def rate_of(tx: Transaction, currency: str | None) -> float:
    """What one unit of a currency is worth in the base currency; 1 for one that the portal does not have."""
    found = currencies.find(tx, currency)
    return found["AMOUNT"] / found["AMOUNT_CNT"] if found and found["AMOUNT"] and found["AMOUNT_CNT"] else 1.0


def hand_on(tx: Transaction, record: Owner, heir: Owner) -> None:
    """Give the rows of a record to another one of its type, which has none."""
    if not tx.all(_ROWS, type_id=heir.entity_type_id, id=heir.entity_id):
        mine = {"OWNER_TYPE_ID": record.entity_type_id, "OWNER_ID": record.entity_id}
        tx.update(PRODUCT_ROW, mine, {"OWNER_ID": heir.entity_id})


def forget(tx: Transaction, record: Owner) -> None:
    """Delete the rows of a deleted record."""
    tx.delete(PRODUCT_ROW, OWNER_TYPE_ID=record.entity_type_id, OWNER_ID=record.entity_id)
