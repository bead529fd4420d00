"""Variations of products, and the products that they are of: which type follows of which.

Sources: ``catalog/data-types.md`` of ``type``; ``api-reference/catalog/product/offer/``.
"""

from sqlalchemy import bindparam, select, update

from homeport.core.ctx import Ctx
from homeport.domain.catalog import properties
from homeport.domain.catalog.product_fields import PRODUCT
from homeport.domain.iblock.fields import PREFIX
from homeport.domain.iblock.tables import VALUE
from homeport.domain.records.collection import Change
from homeport.store import Query, Transaction, constant

WITH_VARIATIONS, VARIATION, ALONE, PARENT = 3, 4, 5, 6
"""Types: a parent that has variations; a variation; one without a product; a parent without variations."""

_NAMED = select(VALUE.c.ELEMENT_ID).where(
    VALUE.c.PROPERTY_ID == bindparam("property"), VALUE.c.NUMBER == bindparam("parent")
)
_OTHER = Query(_NAMED.where(VALUE.c.ELEMENT_ID != bindparam("but")).limit(1))
_SET_FREE = Query(update(PRODUCT).where(PRODUCT.c.ID.in_(_NAMED)).values(TYPE=constant(ALONE)))
_PARENT_OF = Query(
    select(VALUE.c.NUMBER).where(VALUE.c.PROPERTY_ID == bindparam("property"), VALUE.c.ELEMENT_ID == bindparam("id"))
)
_IS_PARENT = Query(select(PRODUCT.c.ID).where(PRODUCT.c.ID == bindparam("id"), PRODUCT.c.KIND == constant(PARENT)))


def parent_of(tx: Transaction, number: int) -> int | None:
    """The product that a variation is of; None when it is of none."""
    found: float | None = tx.value(_PARENT_OF, property=properties.parent_property(tx), id=number)
    return None if found is None else int(found)


def joined(change: Change) -> None:
    """A variation is of a parent product, or of none; its type and that of the parent follow."""
    tx, name = change.ctx.tx, f"{PREFIX}{properties.parent_property(change.ctx.tx)}"
    before = parent_of(tx, change.old["ID"]) if change.old else None
    given = change.beside.get(name)
    now = before if given is None else next((int(each.stored) for each in given), None)
    if now is not None and now != before and not _is_parent(change.ctx, now):
        raise change.dialect.misfit(change.collection.fields.by_name[name])
    change.new["TYPE"] = ALONE if now is None else VARIATION
    if before is not None and before != now:
        _left(tx, before, change.old["ID"])
    if now is not None and now != before:
        tx.update(PRODUCT, {"ID": now}, {"TYPE": WITH_VARIATIONS})


def parted(change: Change) -> None:
    """What a product that is deleted was to others: its variations are of none, its parent may have no more."""
    tx, number, kind = change.ctx.tx, change.old["ID"], change.old["TYPE"]
    if kind == WITH_VARIATIONS:
        tx.execute(_SET_FREE, property=properties.parent_property(tx), parent=float(number))
    elif kind == VARIATION:
        before = parent_of(tx, number)
        if before is not None:
            _left(tx, before, number)


def _left(tx: Transaction, parent: int, variation: int) -> None:
    """A parent loses a variation."""
    known = {"property": properties.parent_property(tx), "parent": float(parent), "but": variation}
    if tx.one(_OTHER, **known) is None:
        tx.update(PRODUCT, {"ID": parent}, {"TYPE": PARENT})


def _is_parent(ctx: Ctx, number: int) -> bool:
    return ctx.tx.one(_IS_PARENT, id=number) is not None
