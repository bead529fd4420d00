"""The table of receipts, and how they go with what they are of."""

from sqlalchemy import BigInteger, Column, Index, Integer, Table, Text, bindparam, select

from homeport.domain.records import errands
from homeport.store import Query, Transaction
from homeport.store.schema import METADATA

KIND = "sale.receipt"
"""What their errands are called."""

RECEIPT = Table(
    "sale_receipt",
    METADATA,
    Column("ID", Integer, primary_key=True),
    Column("PAYMENT_ID", Integer, nullable=False),
    Column("CASHBOX_ID", Integer, nullable=False),
    Column("UUID", Text, nullable=False),
    Column("STATE", Text, nullable=False),
    Column("CREATED", BigInteger().with_variant(Integer, "sqlite"), nullable=False),
    Column("TROUBLE", Text),
    Column("FISCAL", Text),
    Index("sale_receipt_payment", "PAYMENT_ID"),
    Index("sale_receipt_cashbox", "CASHBOX_ID"),
    Index("sale_receipt_uuid", "UUID"),
    sqlite_autoincrement=True,
)
"""UUID is what the handler calls it, CREATED a moment in seconds since 1970. TROUBLE says why it was not printed;
FISCAL is JSON: what is known of it since."""

_OF = {
    name: Query(select(RECEIPT.c.ID).where(RECEIPT.c[name] == bindparam("id"))) for name in ("PAYMENT_ID", "CASHBOX_ID")
}


def forget(tx: Transaction, name: str, number: int) -> None:
    """Delete the receipts of a deleted payment or cash register.

    :param name: the column that names it
    """
    for (receipt,) in tx.all(_OF[name], id=number):
        errands.put(tx, KIND, receipt, None)
        tx.delete(RECEIPT, ID=receipt)
