"""Tables of what delivery services are asked to bring, and of what they say of it."""

from sqlalchemy import Column, Index, Integer, Table, Text, bindparam, select

from homeport.domain.records import errands
from homeport.store import Query, Transaction
from homeport.store.schema import METADATA

CALCULATE, ORDER = "sale.delivery.calculate", "sale.delivery.request"
"""What errands are called that ask for a price, and that order a delivery or cancel it."""
TO_ORDER, OPEN, TO_CANCEL, FINAL, FAILED = "order", "open", "cancel", "final", "failed"
"""What a request is at: to be ordered, on its way, to be cancelled, at its end; or that it was not taken."""

REQUEST = Table(
    "sale_delivery_request",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("DELIVERY_ID", Integer, nullable=False),
    Column("SHIPMENT_ID", Integer),
    Column("REQUEST_ID", Text, nullable=False),
    Column("STATE", Text, nullable=False),
    Column("STATUS_TEXT", Text),
    Column("STATUS_SEMANTIC", Text),
    Column("PROPERTIES", Text, nullable=False),
    Column("TROUBLE", Text),
    Index("sale_delivery_request_called", "DELIVERY_ID", "REQUEST_ID"),
    Index("sale_delivery_request_shipment", "SHIPMENT_ID"),
    sqlite_autoincrement=True,
)
"""REQUEST_ID is what the service calls it. PROPERTIES is JSON; SHIPMENT_ID is none of a shipment that is gone, while
the request is cancelled."""

MESSAGE = Table(
    "sale_delivery_message",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("OF_REQUEST", Integer, nullable=False),
    Column("ADDRESSEE", Text, nullable=False),
    Column("SUBJECT", Text, nullable=False),
    Column("BODY", Text, nullable=False),
    Column("STATUS_TEXT", Text),
    Column("STATUS_SEMANTIC", Text),
    Column("CREATED", Text, nullable=False),
    Index("sale_delivery_message_request", "OF_REQUEST"),
    sqlite_autoincrement=True,
)
"""What a service says of a request to the manager or the recipient."""

_OF_SHIPMENT = Query(select(REQUEST).where(REQUEST.c.SHIPMENT_ID == bindparam("id")))
_OF_SERVICE = Query(select(REQUEST.c.ID).where(REQUEST.c.DELIVERY_ID == bindparam("id")))


def of_shipment(tx: Transaction, shipment: int) -> list[dict[str, object]]:
    """The requests of a shipment."""
    return tx.dicts(_OF_SHIPMENT, id=shipment)


def forget(tx: Transaction, request: int) -> None:
    """Delete a request with what was said of it."""
    errands.put(tx, ORDER, request, None)
    tx.delete(MESSAGE, OF_REQUEST=request)
    tx.delete(REQUEST, ID=request)


def forget_shipment(tx: Transaction, shipment: int) -> None:
    """Delete what a deleted shipment had; what is on its way is cancelled first, at once."""
    errands.put(tx, CALCULATE, shipment, None)
    for row in of_shipment(tx, shipment):
        number = int(str(row["ID"]))
        if row["STATE"] == OPEN:
            tx.update(REQUEST, {"ID": number}, {"STATE": TO_CANCEL, "SHIPMENT_ID": None})
            errands.put(tx, ORDER, number, 0.0)
        else:
            forget(tx, number)


def forget_service(tx: Transaction, service: int) -> None:
    """Delete the requests of a deleted delivery service."""
    for (request,) in tx.all(_OF_SERVICE, id=service):
        forget(tx, request)
