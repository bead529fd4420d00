"""Which deal or invoice an order belongs to: one at most, and the last that was said.

Source: ``api-reference/crm/universal/order-entity/``.
"""

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.errors import ErrorKind
from homeport.core.owner import Owner
from homeport.domain.crm.entities import exists
from homeport.domain.records.collection import Change, Collection
from homeport.domain.records.fields import Values
from homeport.domain.records.row_rules import alone
from homeport.domain.records.row_rules import exists as known
from homeport.domain.sale import clients
from homeport.domain.sale.kinds import LOOKING
from homeport.domain.sale.order_fields import ENTITY, ENTITY_FIELDS, ORDER
from homeport.store import Query, Transaction

NO_ORDER = ErrorKind("200540400001", "order does not exist")
BOUND = ErrorKind("201650000001", "Duplicate entry for key [ownerId, ownerTypeId, orderId]")
NOT_FOUND = ErrorKind("201640400004", "entity relation is not exists")

TYPES = (owner.DEAL, owner.SMART_INVOICE)
"""The types of records that orders belong to."""

_ORDER = known(ORDER)
_OF_ORDER = Query(select(ENTITY.c.OWNER_TYPE_ID, ENTITY.c.OWNER_ID).where(ENTITY.c.ORDER_ID == bindparam("id")))
_OF_RECORD = Query(
    select(ENTITY.c.ORDER_ID)
    .where(ENTITY.c.OWNER_TYPE_ID == bindparam("type"), ENTITY.c.OWNER_ID == bindparam("id"))
    .order_by(ENTITY.c.ORDER_ID)
)


def _of_order(change: Change) -> None:
    """An order that there is, and a record of a fitting type."""
    ctx, row = change.ctx, change.new
    number, type_id, record = (row.get(name) for name in ("ORDER_ID", "OWNER_TYPE_ID", "OWNER_ID"))
    if number is None or type_id is None or record is None:
        return
    if ctx.tx.one(_ORDER, id=number) is None:
        raise NO_ORDER()
    if type_id not in TYPES:
        raise change.dialect.misfit(ENTITY_FIELDS.by_name["OWNER_TYPE_ID"])
    if not exists(ctx.tx, Owner(type_id, record)):
        raise change.dialect.misfit(ENTITY_FIELDS.by_name["OWNER_ID"])


def _unbound(change: Change) -> None:
    """Another link of the order goes."""
    if change.new.get("ORDER_ID") is None:
        return
    change.ctx.tx.delete(ENTITY, ORDER_ID=change.new["ORDER_ID"])


ENTITIES = Collection(
    noun="dealOrder",
    plural="orderEntity",
    table=ENTITY,
    fields=ENTITY_FIELDS,
    access=LOOKING,
    key=("ORDER_ID", "OWNER_TYPE_ID", "OWNER_ID"),
    order=(("OWNER_ID", False), ("ORDER_ID", False)),
    before_save=(_of_order, alone(ENTITY, ("ORDER_ID", "OWNER_TYPE_ID", "OWNER_ID"), BOUND), _unbound),
)


def require_order(ctx: Ctx, said: Values) -> None:
    """Refuse to look for links of an order that there is not.

    :raises CallError: ``NO_ORDER``
    """
    if ctx.tx.one(_ORDER, id=said["ORDER_ID"]) is None:
        raise NO_ORDER()


def order_of(ctx: Ctx, record: Owner) -> int | None:
    """The first order of a record; None when it has none."""
    found: int | None = ctx.tx.value(_OF_RECORD, type=record.entity_type_id, id=record.entity_id)
    return found


def record_of(ctx: Ctx, order: int) -> Owner | None:
    """The record that an order belongs to; None when it belongs to none."""
    row = ctx.tx.one(_OF_ORDER, id=order)
    return None if row is None else Owner(*row)


def orders_of(ctx: Ctx, record: Owner) -> list[int]:
    """The orders of a record."""
    return [row[0] for row in ctx.tx.all(_OF_RECORD, type=record.entity_type_id, id=record.entity_id)]


def forget(tx: Transaction, record: Owner) -> None:
    """Let the orders of a deleted record belong to none, and be of one client less."""
    tx.delete(ENTITY, OWNER_TYPE_ID=record.entity_type_id, OWNER_ID=record.entity_id)
    clients.forget_record(tx, record.entity_type_id, record.entity_id)
