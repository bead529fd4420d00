"""The contacts and companies of the CRM that orders are of."""

from collections.abc import Sequence

from homeport.domain.records.collection import Collection
from homeport.domain.sale.kinds import STORE
from homeport.domain.sale.order_fields import CLIENT, CLIENT_FIELDS
from homeport.store import Transaction

CLIENTS = Collection(noun="client", plural="clients", table=CLIENT, fields=CLIENT_FIELDS, access=STORE)


def add(tx: Transaction, order: int, records: Sequence[tuple[int, int]]) -> None:
    """Let an order be of some records; the first of each type is the primary one.

    :param records: type and id of each
    """
    types: set[int] = set()
    for sort, (type_id, number) in enumerate(records):
        primary = "N" if type_id in types else "Y"
        types.add(type_id)
        row = {"ENTITY_TYPE_ID": type_id, "ENTITY_ID": number, "IS_PRIMARY": primary, "ROLE_ID": 0, "SORT": sort}
        tx.insert(CLIENT, {**row, "ORDER_ID": order})


def forget_record(tx: Transaction, type_id: int, number: int) -> None:
    """Take a deleted record from the orders that it was a client of."""
    tx.delete(CLIENT, ENTITY_TYPE_ID=type_id, ENTITY_ID=number)
