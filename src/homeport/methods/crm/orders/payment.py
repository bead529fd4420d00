"""``crm.item.payment.*`` and ``crm.item.delivery.*``: how deals and invoices are paid and delivered."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.core.rights import Operation
from homeport.domain.crm.orders import payables, payments
from homeport.domain.crm.orders.payables import NO_DELIVERY, NO_PART, NO_ROW, NOTHING, PAID_ALREADY, TOO_FEW
from homeport.domain.crm.orders.payments import DENIED, NO_PAYMENT, UNKNOWN
from homeport.domain.records import reading
from homeport.domain.records.dialect import CATALOG
from homeport.domain.records.fields import Values
from homeport.rpc import Id, Params, method

PAYMENT = ("id", "accountNumber", "paid", "datePaid", "empPaidId", "paySystemId", "sum", "currency", "paySystemName")
DELIVERY = (
    "id", "accountNumber", "deducted", "dateDeducted", "deliveryId", "priceDelivery", "currency", "deliveryName",
)  # fmt: skip
PRODUCTS = (NO_ROW, NOTHING, TOO_FEW)


class OfRecord(Params):
    entity_id: Id
    entity_type_id: Id

    @property
    def record(self) -> Owner:
        """The record that is meant."""
        return Owner(self.entity_type_id, self.entity_id)


class ListOfRecord(OfRecord):
    filter: Any = None
    order: Any = None


class ById(Params):
    id: Id


class Update(ById):
    fields: dict[str, Any]


class Product(Params):
    payment_id: Id
    row_id: Id
    quantity: float


class Parts(Params):
    payment_id: Id
    filter: Any = None
    order: Any = None


class Quantity(ById):
    quantity: float


class Delivery(Params):
    payment_id: Id
    delivery_id: Id


class OtherDelivery(ById):
    delivery_id: Id


def _brief(row: Values, names: tuple[str, ...]) -> Values:
    return {name: row[name] for name in names}


def _shown(ctx: Ctx, collection: Any, row: Values, names: tuple[str, ...]) -> Values:
    return _brief(reading.written(collection, CATALOG, row, ctx.clock.zone), names)


@method("crm.item.payment.add", writes=True, errors=(DENIED, payments.NO_TYPE, payments.NO_RECORD, payments.NO_SYSTEM))
def add(ctx: Ctx, p: OfRecord) -> int:
    """Ask for a payment of a deal or an invoice."""
    return payments.add(ctx, p.record)


@method("crm.item.payment.get", errors=(UNKNOWN,))
def get(ctx: Ctx, p: ById) -> Values:
    """Return a payment in brief."""
    return _shown(ctx, payments.PAYMENTS, payments.payment(ctx, p.id, Operation.WRITE), PAYMENT)


@method("crm.item.payment.list", heavy=True, errors=(DENIED,))
def list_(ctx: Ctx, p: ListOfRecord) -> list[Values]:
    """List the payments of a deal or an invoice."""
    found = payments.of_record(ctx, payments.PAYMENTS, p.record, p.filter, p.order)
    return [_brief(row, PAYMENT) for row in found]


@method("crm.item.payment.update", writes=True, errors=(UNKNOWN, payments.NO_SYSTEM, CATALOG.invalid))
def update(ctx: Ctx, p: Update) -> bool:
    """Change whether a payment is paid, and by which system."""
    payments.change(ctx, p.id, p.fields)
    return True


@method("crm.item.payment.delete", writes=True, errors=(UNKNOWN,))
def delete(ctx: Ctx, p: ById) -> bool:
    """Delete a payment."""
    payments.delete(ctx, p.id)
    return True


@method("crm.item.payment.pay", writes=True, errors=(UNKNOWN,))
def pay(ctx: Ctx, p: ById) -> bool:
    """Note that a payment is paid."""
    payments.change(ctx, p.id, {"paid": "Y"})
    return True


@method("crm.item.payment.unpay", writes=True, errors=(UNKNOWN,))
def unpay(ctx: Ctx, p: ById) -> bool:
    """Note that a payment is not paid."""
    payments.change(ctx, p.id, {"paid": "N"})
    return True


@method("crm.item.payment.product.add", writes=True, errors=(NO_PAYMENT, DENIED, *PRODUCTS))
def add_product(ctx: Ctx, p: Product) -> int:
    """Let a payment be for some of a row of goods."""
    return payables.add_product(ctx, p.payment_id, p.row_id, p.quantity)


@method("crm.item.payment.product.list", heavy=True, errors=(NO_PAYMENT, DENIED))
def products(ctx: Ctx, p: Parts) -> list[Values]:
    """List the rows of goods that a payment is for."""
    return payables.products(ctx, p.payment_id, p.filter, p.order)


@method("crm.item.payment.product.setQuantity", writes=True, errors=(NO_PART, DENIED, *PRODUCTS))
def set_quantity(ctx: Ctx, p: Quantity) -> bool:
    """Change how much of a row of goods a payment is for."""
    payables.set_quantity(ctx, p.id, p.quantity)
    return True


@method("crm.item.payment.product.delete", writes=True, errors=(NO_PART, DENIED))
def delete_product(ctx: Ctx, p: ById) -> bool:
    """Take a row of goods out of a payment."""
    payables.remove(ctx, p.id, payments.PAID_ITEMS)
    return True


@method("crm.item.payment.delivery.add", writes=True, errors=(NO_PAYMENT, DENIED, NO_DELIVERY, PAID_ALREADY))
def add_delivery(ctx: Ctx, p: Delivery) -> int:
    """Let a payment be for a delivery."""
    return payables.add_delivery(ctx, p.payment_id, p.delivery_id)


@method("crm.item.payment.delivery.list", heavy=True, errors=(NO_PAYMENT, DENIED))
def deliveries(ctx: Ctx, p: Parts) -> list[Values]:
    """List the deliveries that a payment is for."""
    return payables.deliveries(ctx, p.payment_id, p.filter, p.order)


@method("crm.item.payment.delivery.setDelivery", writes=True, errors=(NO_PART, DENIED, NO_DELIVERY, PAID_ALREADY))
def set_delivery(ctx: Ctx, p: OtherDelivery) -> bool:
    """Let what a payment is for be another delivery."""
    payables.set_delivery(ctx, p.id, p.delivery_id)
    return True


@method("crm.item.payment.delivery.delete", writes=True, errors=(NO_PART, DENIED))
def delete_delivery(ctx: Ctx, p: ById) -> bool:
    """Take a delivery out of a payment."""
    payables.remove(ctx, p.id, payments.PAID_SHIPMENTS)
    return True


@method("crm.item.delivery.get", errors=(UNKNOWN,))
def get_delivery(ctx: Ctx, p: ById) -> Values:
    """Return a delivery in brief."""
    return _shown(ctx, payments.SHIPMENTS, payments.shipment(ctx, p.id, Operation.READ), DELIVERY)


@method("crm.item.delivery.list", heavy=True, errors=(DENIED,))
def list_deliveries(ctx: Ctx, p: ListOfRecord) -> list[Values]:
    """List the deliveries of a deal or an invoice."""
    found = payments.of_record(ctx, payments.SHIPMENTS, p.record, p.filter, p.order)
    return [_brief(row, DELIVERY) for row in found]
