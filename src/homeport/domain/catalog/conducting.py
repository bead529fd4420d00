"""Conducting documents, which moves stock, and cancelling that, which moves it back.

Sources: ``catalog-document-conduct.md``, ``catalog-document-cancel.md`` and their lists.
"""

from decimal import Decimal

from sqlalchemy import bindparam, select

from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.domain.catalog import documents, stock
from homeport.domain.catalog.document_fields import CANCELLED, CONDUCTED, DOCUMENT, ELEMENT, RECEIPT, TYPES
from homeport.domain.catalog.product_fields import PRODUCT
from homeport.domain.records.fields import Values
from homeport.store import Query

NOT_CONDUCTED = ErrorKind("0", "Document conducting error: {reason}")
NOT_CANCELLED = ErrorKind("0", "Error cancelling document conduct: {reason}")

_GOODS = Query(select(*ELEMENT.c).where(ELEMENT.c.DOC_ID == bindparam("id")).order_by(ELEMENT.c.ID))
_PRODUCT = Query(select(PRODUCT.c.NAME, PRODUCT.c.CAN_BUY_ZERO).where(PRODUCT.c.ID == bindparam("id")))


class UnfitError(Exception):
    """A document that cannot be conducted or cancelled, and why."""


def conduct(ctx: Ctx, document: Values) -> None:
    """Move the stock that a document says.

    :param document: its stored values
    :raises UnfitError: when it is conducted already, says too little, or takes more out of a warehouse than is there
    """
    if document["STATUS"] == CONDUCTED:
        raise UnfitError("Document has already been conducted")
    if document["DOC_TYPE"] == RECEIPT and not documents.suppliers_of(ctx.tx, document["ID"]):
        raise UnfitError("Supplier not specified")
    goods = ctx.tx.dicts(_GOODS, id=document["ID"])
    if not goods:
        raise UnfitError("There are no products in the document")
    for row in goods:
        _require_whole(ctx, document, row)
        _move(ctx, document, row, Decimal(1))
        if not TYPES[document["DOC_TYPE"]].takes and row["PURCHASING_PRICE"] is not None:
            price = {"PURCHASING_PRICE": row["PURCHASING_PRICE"], "PURCHASING_CURRENCY": document["CURRENCY"]}
            ctx.tx.update(PRODUCT, {"ID": row["ELEMENT_ID"]}, price)
    if document["TOTAL"] is None:
        documents.sum_up(ctx.tx, document["ID"])
    _mark(ctx, document, CONDUCTED)


def cancel(ctx: Ctx, document: Values) -> None:
    """Move back the stock that a document has moved.

    :raises UnfitError: when it has moved none, or there is no longer as much where it has put it
    """
    if document["STATUS"] != CONDUCTED:
        raise UnfitError("Document has not been conducted yet")
    for row in ctx.tx.dicts(_GOODS, id=document["ID"]):
        _move(ctx, document, row, Decimal(-1))
    _mark(ctx, document, CANCELLED)


def _require_whole(ctx: Ctx, document: Values, row: Values) -> None:
    """Refuse goods that do not say how many of them go from where to where."""
    product = ctx.tx.one(_PRODUCT, id=row["ELEMENT_ID"])
    if product is None:
        raise UnfitError(f"Product #{row['ELEMENT_ID']} does not exist")
    called = f"#{row['ELEMENT_ID']} ({product[0]})"
    if not row["AMOUNT"]:
        raise UnfitError(f"Incorrect quantity of goods {called} in the warehouse accounting document")
    kind = TYPES[document["DOC_TYPE"]]
    if (kind.takes and not row["STORE_FROM"]) or (kind.puts and not row["STORE_TO"]):
        raise UnfitError(f"The warehouse of goods {called} is not specified")
    if kind.takes and kind.puts and row["STORE_FROM"] == row["STORE_TO"]:
        raise UnfitError(f"Goods {called} are moved within one warehouse")


def _move(ctx: Ctx, document: Values, row: Values, direction: Decimal) -> None:
    kind, amount = TYPES[document["DOC_TYPE"]], stock.exact(row["AMOUNT"]) * direction
    product = ctx.tx.one(_PRODUCT, id=row["ELEMENT_ID"])
    if product is None:
        return  # its stock went with it
    for goes, store, change in ((kind.takes, row["STORE_FROM"], -amount), (kind.puts, row["STORE_TO"], amount)):
        if goes:
            left = stock.move(ctx.tx, row["ELEMENT_ID"], store, change)
            if change < 0 and left < 0 and product[1] != "Y":
                raise UnfitError(f"Not enough goods #{row['ELEMENT_ID']} ({product[0]}) in the warehouse #{store}")


def _mark(ctx: Ctx, document: Values, status: str) -> None:
    now = ctx.clock.stamp()
    said = {"STATUS": status, "STATUS_BY": ctx.actor.user_id, "DATE_STATUS": now, "DATE_MODIFY": now}
    if status == CONDUCTED and document["DATE_DOCUMENT"] is None:
        said["DATE_DOCUMENT"] = now
    ctx.tx.update(DOCUMENT, {"ID": document["ID"]}, said)
