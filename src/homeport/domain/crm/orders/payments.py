"""How deals and invoices are paid and delivered: payments and shipments, by the rights to the record that their order
belongs to.

Sources: ``api-reference/crm/universal/payment/``, ``api-reference/crm/universal/delivery/``.
"""

from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, func, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.domain.catalog import money
from homeport.domain.crm import access
from homeport.domain.crm.entities import entity_of, exists
from homeport.domain.crm.orders import entities
from homeport.domain.crm.record import lists
from homeport.domain.crm.record.reading import stored
from homeport.domain.records import reading, writing
from homeport.domain.records.collection import EVERYBODY, Collection
from homeport.domain.records.dialect import CATALOG
from homeport.domain.records.fields import Values
from homeport.domain.sale import baskets, clients, orders, pay_systems, payments, person_types, trade
from homeport.domain.sale import shipments as store_shipments
from homeport.domain.sale.kinds import SITE
from homeport.domain.sale.order_fields import BINDING, ENTITY
from homeport.store import Query

DENIED = ErrorKind("0", "Access denied")
UNKNOWN = ErrorKind("0", "Insufficient permissions")
"""Of a payment or delivery that is not there nobody is told more than of one that may not be seen."""
NO_TYPE = ErrorKind("0", "Payments cannot be created for objects of this type")
NO_RECORD = ErrorKind("0", "Entity with identifier №{id} does not exist")
NO_PAYMENT = ErrorKind("0", "Payment has not been found")
NO_SYSTEM = payments.NO_SYSTEM

_OURS = {
    collection.noun: replace(collection, access=EVERYBODY)
    for collection in (
        orders.ORDERS,
        baskets.ITEMS,
        payments.PAYMENTS,
        payments.PAID_ITEMS,
        payments.PAID_SHIPMENTS,
        store_shipments.SHIPMENTS,
    )
}
"""The store's rows for whoever has the right to the record, which is looked at first."""
ORDERS, ITEMS, PAYMENTS = _OURS["order"], _OURS["basketItem"], _OURS["payment"]
PAID_ITEMS, PAID_SHIPMENTS = _OURS["paymentItemBasket"], _OURS["paymentItemShipment"]
SHIPMENTS: Collection = _OURS["shipment"]

_SYSTEM = Query(
    select(func.min(pay_systems.TABLE.c.ID)).where(
        pay_systems.TABLE.c.ENTITY_REGISTRY_TYPE == bindparam("kind"), pay_systems.TABLE.c.ACTIVE == bindparam("yes")
    )
)


def add(ctx: Ctx, record: Owner) -> int:
    """Ask for a payment of a record; its id. The first one makes the record an order.

    :raises CallError: ``NO_TYPE``, ``NO_RECORD``, ``DENIED``, or ``NO_SYSTEM`` where nothing takes payments
    """
    if record.entity_type_id not in entities.TYPES:
        raise NO_TYPE()
    if not exists(ctx.tx, record):
        raise NO_RECORD(id=record.entity_id)
    if not access.may(ctx, Operation.WRITE, record):
        raise DENIED()
    system = ctx.tx.value(_SYSTEM, kind=person_types.ORDERS, yes="Y")
    if system is None:
        raise NO_SYSTEM()
    order = entities.order_of(ctx, record) or _begin_order(ctx, record)
    given = {"orderId": order, "paySystemId": system}
    return int(writing.create(ctx, PAYMENTS, given, CATALOG)["ID"])


def _begin_order(ctx: Ctx, record: Owner) -> int:
    entity = entity_of(record.entity_type_id)
    assert entity is not None, "it exists"
    row = stored(ctx, entity, record.entity_id) or {}
    company, contacts = row.get("COMPANY_ID"), lists.of_record(ctx.tx, record).get("CONTACT_IDS", [])
    given = {
        "lid": SITE,
        "personTypeId": person_types.COMPANY if company else person_types.INDIVIDUAL,
        "currency": row.get("CURRENCY_ID") or money.base(ctx),
        "responsibleId": row.get("ASSIGNED_BY_ID"),
    }
    number = int(writing.create(ctx, ORDERS, given, CATALOG)["ID"])
    ctx.tx.insert(ENTITY, {"ORDER_ID": number, "OWNER_TYPE_ID": record.entity_type_id, "OWNER_ID": record.entity_id})
    source = trade.DEAL if record.entity_type_id == owner.DEAL else trade.INVOICE
    ctx.tx.insert(
        BINDING,
        {"ORDER_ID": number, "TRADING_PLATFORM_ID": source, "EXTERNAL_ORDER_ID": str(record.entity_id)},
    )
    companies = [(owner.COMPANY, company)] if company else []
    clients.add(ctx.tx, number, [*companies, *((owner.CONTACT, contact) for contact in contacts)])
    return number


def payment(ctx: Ctx, number: int, operation: Operation, missing: ErrorKind = UNKNOWN) -> Values:
    """A payment, for whoever has the right to the record that its order belongs to.

    :param missing: how a payment is refused that is not there
    :raises CallError: ``missing``, or ``DENIED`` where that is another
    """
    return _part(ctx, PAYMENTS, number, operation, missing)


def shipment(ctx: Ctx, number: int, operation: Operation, missing: ErrorKind = UNKNOWN) -> Values:
    """A shipment; as :func:`payment`."""
    return _part(ctx, SHIPMENTS, number, operation, missing)


def _part(ctx: Ctx, collection: Collection, number: int, operation: Operation, missing: ErrorKind) -> Values:
    row = reading.stored(ctx, collection, {"ID": number})
    if row is None:
        raise missing()
    if not _may(ctx, row["ORDER_ID"], operation):
        raise missing() if missing is UNKNOWN else DENIED()
    return row


def _may(ctx: Ctx, order: int, operation: Operation) -> bool:
    if ctx.actor.is_admin:
        return True
    record = entities.record_of(ctx, order)
    return record is not None and access.may(ctx, operation, record)


def of_record(ctx: Ctx, collection: Collection, record: Owner, given: Any, order: Any) -> list[Values]:
    """The payments or shipments of a record; none of a type that has none.

    :raises CallError: ``DENIED``
    """
    if record.entity_type_id not in entities.TYPES:
        return []
    if not access.may(ctx, Operation.READ, record):
        raise DENIED()
    return every(ctx, collection, {"@orderId": entities.orders_of(ctx, record)}, given, order)


def every(ctx: Ctx, collection: Collection, mine: Values, given: Any, order: Any) -> list[Values]:
    """All rows that a filter finds among some."""
    found: list[Values] = []
    start: int | None = 0
    while start is not None:
        wanted = {**mine, "0": given} if given else mine
        page = reading.page(ctx, collection, CATALOG, filter=wanted, order=order, start=start)
        found += page.result
        start = page.next
    return found


def change(ctx: Ctx, number: int, given: Values) -> None:
    """Change the state or the system of a payment.

    :raises CallError: ``UNKNOWN`` or ``NO_SYSTEM``
    """
    payment(ctx, number, Operation.WRITE)
    taken = {name: value for name, value in given.items() if name.lower() in ("paid", "paysystemid")}
    writing.change(ctx, PAYMENTS, {"ID": number}, taken, CATALOG)


def delete(ctx: Ctx, number: int) -> None:
    """Delete a payment.

    :raises CallError: ``UNKNOWN``
    """
    payment(ctx, number, Operation.WRITE)
    writing.delete(ctx, PAYMENTS, {"ID": number}, CATALOG)
