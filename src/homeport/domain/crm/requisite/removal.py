"""What goes with a requisite that is deleted, and with a record; and what moves when records become one."""

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm import events
from homeport.domain.crm.requisite.home import HOME
from homeport.domain.crm.requisite.owned import CLIENTS
from homeport.domain.crm.requisite.tables import ADDRESS, BANK_DETAIL, LINK, REQUISITE
from homeport.domain.user_fields import definitions, values
from homeport.store import Query, Transaction

_REQUISITES = Query(
    select(REQUISITE.c.ID)
    .where(REQUISITE.c.ENTITY_TYPE_ID == bindparam("type_id"), REQUISITE.c.ENTITY_ID == bindparam("id"))
    .order_by(REQUISITE.c.ID)
)
_BANK_DETAILS = Query(select(BANK_DETAIL.c.ID).where(BANK_DETAIL.c.ENTITY_ID == bindparam("id")))
_ADDRESSES = Query(
    select(ADDRESS).where(ADDRESS.c.ENTITY_TYPE_ID == bindparam("type_id"), ADDRESS.c.ENTITY_ID == bindparam("id"))
)


def empty(ctx: Ctx, requisite_id: int) -> None:
    """Delete what belongs to a requisite: bank details, addresses, and its place in the links of records."""
    for (bank_detail_id,) in ctx.tx.all(_BANK_DETAILS, id=requisite_id):
        ctx.tx.delete(BANK_DETAIL, ID=bank_detail_id)
        events.requisite(ctx, events.BANK_DETAIL, events.DELETE, bank_detail_id)
    _remove_addresses(ctx, Owner(owner.REQUISITE, requisite_id))
    for side in ("", "MC_"):
        of_side = {f"{side}REQUISITE_ID": requisite_id}
        ctx.tx.update(LINK, of_side, {f"{side}REQUISITE_ID": 0, f"{side}BANK_DETAIL_ID": 0})


def unlink_bank_detail(tx: Transaction, bank_detail_id: int) -> None:
    """Let the links of records name no bank detail where they named this one."""
    for name in ("BANK_DETAIL_ID", "MC_BANK_DETAIL_ID"):
        tx.update(LINK, {name: bank_detail_id}, {name: 0})


def forget(ctx: Ctx, record: Owner) -> None:
    """Delete what a deleted record had: a client's requisites, a lead's addresses, the link of any other."""
    if record.entity_type_id in CLIENTS:
        for (requisite_id,) in ctx.tx.all(_REQUISITES, type_id=record.entity_type_id, id=record.entity_id):
            empty(ctx, requisite_id)
            ctx.tx.delete(REQUISITE, ID=requisite_id)
            values.forget_rows(ctx.tx, requisite_id, definitions.of(ctx.tx, HOME.entity_id).fields)
            events.requisite(ctx, events.REQUISITE, events.DELETE, requisite_id)
    elif record.entity_type_id == owner.LEAD:
        _remove_addresses(ctx, record)
    else:
        ctx.tx.delete(LINK, ENTITY_TYPE_ID=record.entity_type_id, ENTITY_ID=record.entity_id)


def hand_on(tx: Transaction, record: Owner, heir: Owner) -> None:
    """Give the requisites of a client, with their addresses, to another one of its type."""
    if record.entity_type_id in CLIENTS:
        for table, names in ((REQUISITE, "ENTITY"), (ADDRESS, "ANCHOR")):
            mine = {f"{names}_TYPE_ID": record.entity_type_id, f"{names}_ID": record.entity_id}
            tx.update(table, mine, {f"{names}_ID": heir.entity_id})


def _remove_addresses(ctx: Ctx, entity: Owner) -> None:
    for row in ctx.tx.dicts(_ADDRESSES, type_id=entity.entity_type_id, id=entity.entity_id):
        ctx.tx.delete(ADDRESS, **{name: row[name] for name in ("ENTITY_TYPE_ID", "ENTITY_ID", "TYPE_ID")})
        events.address(ctx, events.DELETE, row)
