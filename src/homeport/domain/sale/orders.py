"""Orders: what they begin with, when what of them was changed, and the sums that follow their baskets and shipments.

Source: ``api-reference/sale/order/``.
"""

from decimal import Decimal
from typing import Any

from sqlalchemy import bindparam, select

from homeport.core.amounts import exact, product, quotient, rounded
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.catalog import money
from homeport.domain.events.emission import tell
from homeport.domain.records.collection import DELETE, Change, Collection
from homeport.domain.records.fields import Values
from homeport.domain.records.looked_up import LookedUp
from homeport.domain.records.row_rules import coded, names
from homeport.domain.sale import events, person_types, removal, statuses
from homeport.domain.sale.basket_fields import ITEM
from homeport.domain.sale.kinds import STORE
from homeport.domain.sale.order_fields import ORDER, ORDER_FIELDS
from homeport.domain.sale.payment_fields import PAYMENT
from homeport.domain.sale.shipment_fields import SHIPMENT
from homeport.store import Query

NOT_FOUND = ErrorKind("200540400001", "order does not exist")
PAID = ErrorKind("SALE_ORDER_CANCEL_PAYMENT_EXIST_ACTIVE", "The order has payments that are paid")

MAX_NUMBER = 1e12
"""What is greater is refused: what it sums up to would no longer be exact."""
TAX_PLACES = 8
"""As the scenario of arbitrary prices has the tax of an order."""

_STAMPED = (
    ("STATUS_ID", "DATE_STATUS", "EMP_STATUS_ID"),
    ("CANCELED", "DATE_CANCELED", "EMP_CANCELED_ID"),
    ("MARKED", "DATE_MARKED", "EMP_MARKED_ID"),
)
"""What is noted of a change: when, and who made it."""

_ITEMS = Query(
    select(ITEM.c.PRICE, ITEM.c.QUANTITY, ITEM.c.VAT_RATE, ITEM.c.VAT_INCLUDED)
    .where(ITEM.c.ORDER_ID == bindparam("id"))
    .order_by(ITEM.c.ID)
)
_SHIPMENTS = Query(
    select(SHIPMENT.c.PRICE_DELIVERY, SHIPMENT.c.DEDUCTED)
    .where(SHIPMENT.c.ORDER_ID == bindparam("id"))
    .order_by(SHIPMENT.c.ID)
)
_PAYMENTS = Query(
    select(PAYMENT.c.SUM, PAYMENT.c.PAID).where(PAYMENT.c.ORDER_ID == bindparam("id")).order_by(PAYMENT.c.ID)
)
_KNOWN = Query(
    select(ORDER.c.ID, ORDER.c.CURRENCY, ORDER.c.PRICE, ORDER.c.XML_ID, ORDER.c.VERSION, ORDER.c.PERSON_TYPE_ID).where(
        ORDER.c.ID == bindparam("id")
    )
)
_NUMBERS = (
    Query(select(PAYMENT.c.ACCOUNT_NUMBER).where(PAYMENT.c.ORDER_ID == bindparam("id"))),
    Query(select(SHIPMENT.c.ACCOUNT_NUMBER).where(SHIPMENT.c.ORDER_ID == bindparam("id"))),
)


def find(ctx: Ctx, number: int) -> Values | None:
    """An order, as its rows know it; None when there is none."""
    row = ctx.tx.one(_KNOWN, id=number)
    known = ("ID", "CURRENCY", "PRICE", "XML_ID", "VERSION", "PERSON_TYPE_ID")
    return None if row is None else dict(zip(known, row, strict=True))


def part_number(ctx: Ctx, order: int) -> str:
    """The number of an order's next payment or shipment: the order's, and which of both it is."""
    taken = [row[0] or "" for query in _NUMBERS for row in ctx.tx.all(query, id=order)]
    last = max((int(number.rpartition("/")[2] or 0) for number in taken), default=0)
    return f"{order}/{last + 1}"


def sums(ctx: Ctx, number: int) -> Values | None:
    """What an order costs by its rows, and the tax in it; None of an order without rows."""
    items, shipments = ctx.tx.all(_ITEMS, id=number), ctx.tx.all(_SHIPMENTS, id=number)
    if not items and not shipments:
        return None
    price, tax = Decimal(0), Decimal(0)
    for each, quantity, rate, included in items:
        paid, share = product(each or 0.0, quantity or 0.0), exact(float(rate or 0.0))
        of_this = quotient(paid * share, 1 + share) if included == "Y" else paid * share
        tax += of_this
        price += paid if included == "Y" else paid + of_this
    price += sum(exact(float(delivery or 0.0)) for delivery, _ in shipments)
    return {"PRICE": rounded(price), "TAX_VALUE": rounded(tax, TAX_PLACES)}


def settle(ctx: Ctx, number: int) -> None:
    """Let an order follow a change of its rows: its sums, whether it is paid and shipped; and tell of it."""
    order = find(ctx, number)
    if order is None:
        return
    found = sums(ctx, number) or {}
    price = float(found["PRICE"] if found else order["PRICE"] or 0.0)
    changed = {**found, **_states(ctx, number, price), **_touched(ctx, order["VERSION"])}
    ctx.tx.update(ORDER, {"ID": number}, changed)
    _tell_saved(ctx, {**order, **changed})


def _states(ctx: Ctx, number: int, price: float) -> Values:
    paid = [exact(float(each or 0.0)) for each, state in ctx.tx.all(_PAYMENTS, id=number) if state == "Y"]
    shipped = [deducted for _, deducted in ctx.tx.all(_SHIPMENTS, id=number)]
    return {
        "PAYED": "Y" if paid and sum(paid) >= exact(price) else "N",
        "DEDUCTED": "Y" if shipped and all(deducted == "Y" for deducted in shipped) else "N",
    }


def _touched(ctx: Ctx, version: int | None) -> Values:
    return {"DATE_UPDATE": ctx.clock.stamp(), "VERSION": (version or 0) + 1}


def _begin(change: Change) -> None:
    now, actor = change.ctx.clock.stamp(), change.ctx.actor.user_id
    if change.old:
        change.new.update(_touched(change.ctx, change.old["VERSION"]))
        return
    if change.new.get("DATE_INSERT") is None:
        change.new["DATE_INSERT"] = now
    if change.new.get("USER_ID") is None:
        change.new["USER_ID"] = actor
    change.new.update({"DATE_UPDATE": now, "VERSION": 0})


def stamp(change: Change, kinds: tuple[tuple[str, str, str], ...]) -> None:
    """Note when a state of a row was changed, and who changed it unless the client says so.

    :param kinds: the columns of states, of when, and of who
    """
    for state, when, who in kinds:
        value, before = change.new.get(state), change.old.get(state)
        if value is None or value == before or (not change.old and value == "N" and state != "STATUS_ID"):
            continue
        change.new[when] = change.ctx.clock.stamp()
        if change.said.get(who) is None:
            change.new[who] = change.ctx.actor.user_id


def _stamped(change: Change) -> None:
    stamp(change, _STAMPED)
    if "LOCKED_BY" in change.said:
        change.new["DATE_LOCK"] = change.ctx.clock.stamp() if change.said["LOCKED_BY"] else None


def _right(change: Change) -> None:
    """A currency of the portal, a status of orders, and numbers that sums stay exact with."""
    for name, fits in (
        ("CURRENCY", lambda value: money.exists(change.ctx, value)),
        ("STATUS_ID", lambda value: statuses.type_of(change.ctx, value) == "O"),
        ("PRICE", lambda value: 0 <= value <= MAX_NUMBER),
        ("DISCOUNT_VALUE", lambda value: abs(value) <= MAX_NUMBER),
    ):
        value: Any = change.new.get(name)
        if value is not None and not fits(value):
            raise change.dialect.misfit(ORDER_FIELDS.by_name[name])


def _summed(change: Change) -> None:
    """The price of an order with rows is theirs, whatever is said."""
    if change.old:
        found = sums(change.ctx, change.old["ID"])
        change.new.update(found or {})
        change.new.update(_states(change.ctx, change.old["ID"], change.row.get("PRICE") or 0.0))


def _numbered(change: Change) -> None:
    if not change.old:
        change.new["ACCOUNT_NUMBER"] = str(change.new["ID"])
        change.ctx.tx.update(ORDER, {"ID": change.new["ID"]}, {"ACCOUNT_NUMBER": change.new["ACCOUNT_NUMBER"]})


def _unpaid(change: Change) -> None:
    if any(state == "Y" for _, state in change.ctx.tx.all(_PAYMENTS, id=change.old["ID"])):
        raise PAID()
    fields = {"ID": change.old["ID"], "XML_ID": change.old["XML_ID"] or "", "ACTION": "delete"}
    tell(change.ctx, (events.ORDER_BEFORE_DELETE,), {"FIELDS": fields}, events.SALE)


def _emptied(change: Change) -> None:
    removal.forget_order(change.ctx, change.old["ID"])


def _tell_saved(ctx: Ctx, order: Values) -> None:
    tell(ctx, (events.ORDER_SAVED,), {"FIELDS": {"ID": order["ID"]}}, events.SALE)
    fields = {"ID": order["ID"], "XML_ID": order["XML_ID"] or "", "ACTION": "save"}
    tell(ctx, (events.ORDER_AND_ALL_SAVED,), {"FIELDS": fields}, events.SALE)


def _told(change: Change, verb: str) -> None:
    if verb == DELETE:
        tell(change.ctx, (events.ORDER_DELETED,), {"FIELDS": {"ID": change.old["ID"]}}, events.SALE)
    else:
        _tell_saved(change.ctx, change.row)


ORDERS = Collection(
    noun="order",
    plural="orders",
    table=ORDER,
    fields=ORDER_FIELDS,
    access=STORE,
    beside={
        "PERSON_TYPE_XML_ID": LookedUp("PERSON_TYPE_ID", person_types.TABLE, "XML_ID"),
        "STATUS_XML_ID": LookedUp("STATUS_ID", statuses.TABLE, "XML_ID"),
    },
    before_save=(
        names("PERSON_TYPE_ID", person_types.TABLE, ENTITY_REGISTRY_TYPE=person_types.ORDERS),
        _right,
        _begin,
        _stamped,
        _summed,
    ),
    after_save=(coded, _numbered),
    before_delete=(_unpaid,),
    after_delete=(_emptied,),
    tell=_told,
    settles=True,
)
