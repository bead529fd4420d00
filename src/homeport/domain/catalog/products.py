"""Products: simple ones, parents of variations, services. All are rows of one table, told apart by their kind.

Sources: ``api-reference/catalog/product/``.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from sqlalchemy import BindParameter, bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.dropped import READ_ONLY
from homeport.core.errors import ErrorKind
from homeport.domain.catalog import catalogs, events, measures, money, pictures, price_fields, ratios, stock, vats
from homeport.domain.catalog.product_fields import EVERY, PRODUCT, STOCK, TRADE, with_numbers, without
from homeport.domain.catalog.product_sections import ALL, Sections, forget, placed
from homeport.domain.catalog.variations import PARENT, VARIATION, joined, parted
from homeport.domain.events.emission import tell
from homeport.domain.iblock import values as properties
from homeport.domain.iblock.collections import growing
from homeport.domain.portal.people import users
from homeport.domain.records.collection import ADMINISTRATORS, SETTINGS, Change, Collection
from homeport.store import Query, Transaction, padded

SIMPLE, SERVICE = 1, 7
"""Kinds, beside ``PARENT`` and ``VARIATION``."""

NO_BLOCK = ErrorKind("200040300000", "Information block does not exist")
NOT_FOUND = ErrorKind("0", "product does not exist.")
NO_VAT = ErrorKind("0", "VAT rate does not exist")
NO_CURRENCY = ErrorKind("0", "Currency of the purchasing price does not exist")
NO_USER = ErrorKind("0", "User does not exist")
CODE_TAKEN = ErrorKind("0", "Product with this code already exists")

MAX_NUMBER = 1e12
"""As for rows of goods: what is greater is no longer exact."""
_NUMBERS = ("HEIGHT", "LENGTH", "WEIGHT", "WIDTH", "PURCHASING_PRICE", "QUANTITY", "QUANTITY_RESERVED")

_STOCKED = ("QUANTITY", "QUANTITY_RESERVED", "PURCHASING_PRICE", "PURCHASING_CURRENCY")
"""What is not edited by hand once account of stock is kept."""

_KIND = Query(select(PRODUCT.c.KIND).where(PRODUCT.c.ID == bindparam("id")))
_CODE = Query(
    select(PRODUCT.c.ID).where(PRODUCT.c.CODE == bindparam("code"), PRODUCT.c.CATALOG_ID == bindparam("catalog"))
)


class Known(NamedTuple):
    """What rows of goods take from a product.

    :param measure: the number of its unit
    """

    name: str
    type: int
    measure: int | None


_KNOWN = Query(select(PRODUCT.c.NAME, PRODUCT.c.TYPE, PRODUCT.c.MEASURE).where(PRODUCT.c.ID == bindparam("id")))


def known(tx: Transaction, number: int) -> Known | None:
    """A product, as rows of goods know it; None when there is no such product."""
    found = tx.one(_KNOWN, id=number)
    return None if found is None else Known(*found)


def names_of(tx: Transaction, numbers: Iterable[int]) -> dict[int, str]:
    """The names of some products, by their numbers."""
    wanted = sorted({number for number in numbers if number})
    if not wanted:
        return {}
    wanted += wanted[-1:] * (padded(len(wanted)) - len(wanted))
    places = {f"id{place}": number for place, number in enumerate(wanted)}
    return {row[0]: row[1] for row in tx.all(_names(len(wanted)), **places)}


@lru_cache(128)
def _names(count: int) -> Query:
    places: list[BindParameter[int]] = [bindparam(f"id{place}") for place in range(count)]
    return Query(select(PRODUCT.c.ID, PRODUCT.c.NAME).where(PRODUCT.c.ID.in_(places)))


def kind_of(ctx: Ctx, number: int) -> int | None:
    """The kind of a product; None when there is no such product."""
    found: int | None = ctx.tx.value(_KIND, id=number)
    return found


def is_taken(ctx: Ctx, code: str, catalog: int, but: int | None = None) -> bool:
    """Whether another product of a catalogue has a code."""
    return any(row[0] != but for row in ctx.tx.all(_CODE, code=code, catalog=catalog))


def _in_a_block(change: Change) -> None:
    """A product is in the catalogue of products, a variation in that of variations, where it stays."""
    catalog = change.row.get("CATALOG_ID")
    own = catalogs.VARIATIONS if change.collection.within.get("KIND") == VARIATION else catalogs.PRODUCTS
    if catalog is not None and not change.old and catalog != own:
        raise NO_BLOCK()


def _referring(change: Change) -> None:
    """What a product names is there."""
    ctx, new = change.ctx, change.new
    if new.get("VAT_ID") and not vats.exists(ctx, new["VAT_ID"]):
        raise NO_VAT()
    if new.get("PURCHASING_CURRENCY") and not money.exists(ctx, new["PURCHASING_CURRENCY"]):
        raise NO_CURRENCY()
    for name in ("CREATED_BY", "MODIFIED_BY"):
        if new.get(name) and not users.exists(ctx.tx, new[name]):
            raise NO_USER()
    if new.get("MEASURE") and not measures.exists(ctx, new["MEASURE"]):
        raise change.dialect.misfit(EVERY.by_name["MEASURE"])
    for name in _NUMBERS:
        if new.get(name) is not None and not 0 <= new[name] <= MAX_NUMBER:
            raise change.dialect.misfit(EVERY.by_name[name])


def _counted(change: Change) -> None:
    """What documents say of stock, clients do not."""
    said = [name for name in _STOCKED if name in change.said]
    if said and stock.is_kept(change.ctx.tx):
        for name in said:
            change.ctx.drop("fields", change.dialect.name(EVERY.by_name[name]), READ_ONLY)
            change.new.pop(name, None)


def _coded(change: Change) -> None:
    row = change.row
    if change.new.get("CODE") and is_taken(change.ctx, row["CODE"], row.get("CATALOG_ID") or 0, row.get("ID")):
        raise CODE_TAKEN()


def _signed(change: Change) -> None:
    """Who wrote it, and when; and what follows from its stock."""
    new, now, actor = change.new, change.ctx.clock.stamp(), change.ctx.actor.user_id
    new["TIMESTAMP_X"] = now
    new["MODIFIED_BY"] = change.said.get("MODIFIED_BY") or actor
    if not change.old:
        new.setdefault("DATE_CREATE", now)
        new.setdefault("CREATED_BY", actor)
        kind = change.collection.within.get("KIND", SIMPLE)
        new |= {"TYPE": kind, "KIND": kind}
        if "MEASURE" not in new and kind != SERVICE:
            new["MEASURE"] = measures.usual_id(change.ctx)
    row = change.row
    is_out = row.get("QUANTITY_TRACE") == "Y" and row["CAN_BUY_ZERO"] != "Y" and not row.get("QUANTITY")
    new["AVAILABLE"] = "N" if is_out else "Y"


def _named_outside(change: Change) -> None:
    """A product without an external code has its own number for one."""
    if not change.row.get("XML_ID"):
        change.new["XML_ID"] = str(change.row["ID"])
        change.ctx.tx.update(PRODUCT, {"ID": change.row["ID"]}, {"XML_ID": change.new["XML_ID"]})


def _sold_by_one(change: Change) -> None:
    if not change.old and change.row["KIND"] != SERVICE:
        ratios.begin(change.ctx.tx, change.row["ID"])


def _forgotten(change: Change) -> None:
    forget(change)
    ratios.forget(change.ctx.tx, change.row["ID"])
    pictures.forget(change.ctx.tx, change.row["ID"])
    price_fields.forget(change.ctx.tx, change.row["ID"])
    stock.forget(change.ctx.tx, change.row["ID"])
    properties.forget(change.ctx.tx, change.row["CATALOG_ID"], change.row["ID"])


def _told(change: Change, verb: str) -> None:
    row = change.row
    tell(
        change.ctx,
        (events.PRODUCT.format(verb=verb),),
        {"FIELDS": {"ID": row["ID"], "TYPE": row["TYPE"]}},
        events.CATALOG,
    )
    tell(change.ctx, (events.CRM_PRODUCT.format(verb=verb),), {"FIELDS": {"ID": row["ID"]}}, "crm")


def _with_defaults(change: Change) -> None:
    """A kind that lacks fields has their usual values all the same."""
    if not change.old:
        for name, value in EVERY.defaults.items():
            change.new.setdefault(name, value)


PRODUCTS = Collection(
    noun="product",
    plural="products",
    table=PRODUCT,
    fields=EVERY,
    access=ADMINISTRATORS,
    within={"KIND": SIMPLE},
    beside={ALL: Sections()},
    files=pictures.OF_PRODUCTS,
    before_save=(_with_defaults, _in_a_block, _referring, _counted, _coded, _signed, placed),
    after_save=(_named_outside, _sold_by_one),
    before_delete=(parted,),
    after_delete=(_forgotten,),
    tell=_told,
    grown=growing(catalogs.PRODUCTS),
)
PARENTS = replace(PRODUCTS, noun="sku", plural="units", fields=without(STOCK), within={"KIND": PARENT})
SERVICES = replace(PRODUCTS, noun="service", plural="services", fields=without(STOCK | TRADE), within={"KIND": SERVICE})
OFFERS = replace(
    PRODUCTS,
    noun="offer",
    plural="offers",
    within={"KIND": VARIATION},
    before_save=(*PRODUCTS.before_save, joined),
    grown=growing(catalogs.VARIATIONS),
)


def listed(collection: Collection) -> Collection:
    """A kind of product as lists have it: whoever may read records looks."""
    fields = collection.fields
    return replace(
        collection, access=SETTINGS, fields=with_numbers(fields) if "PURCHASING_PRICE" in fields.by_name else fields
    )
