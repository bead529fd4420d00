"""What happens to call lists when somebody on them, or the activity of one, is deleted or becomes part of another."""

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm.activity import bindings, providers
from homeport.domain.crm.activity.tables import ACTIVITY
from homeport.domain.crm.calls.tables import CALL_LIST, PARTICIPANT
from homeport.store import Query, Transaction

CLIENTS = (owner.CONTACT, owner.COMPANY)

_LISTS_OF = Query(
    select(PARTICIPANT.c.LIST_ID)
    .join(CALL_LIST, CALL_LIST.c.ID == PARTICIPANT.c.LIST_ID)
    .where(PARTICIPANT.c.ENTITY_ID == bindparam("entity_id"), CALL_LIST.c.ENTITY_TYPE_ID == bindparam("entity_type_id"))
)
_PARTICIPANTS = Query(
    select(CALL_LIST.c.ENTITY_TYPE_ID, PARTICIPANT.c.ENTITY_ID)
    .join(CALL_LIST, CALL_LIST.c.ID == PARTICIPANT.c.LIST_ID)
    .where(PARTICIPANT.c.LIST_ID == bindparam("list_id"))
    .order_by(PARTICIPANT.c.POSITION)
    .limit(bindings.MAX_BINDINGS)
)
_ACTIVITY = Query(
    select(ACTIVITY.c.ID).where(
        ACTIVITY.c.ASSOCIATED_ENTITY_ID == bindparam("list_id"), ACTIVITY.c.PROVIDER_ID == bindparam("provider")
    )
)
_OF_ACTIVITY = Query(
    select(ACTIVITY.c.ASSOCIATED_ENTITY_ID).where(
        ACTIVITY.c.ID == bindparam("activity_id"), ACTIVITY.c.PROVIDER_ID == bindparam("provider")
    )
)


def forget(ctx: Ctx, record: Owner) -> None:
    """Take a deleted client off the lists; a list goes with the last one, as its activity does."""
    for list_id in _lists_of(ctx.tx, record):
        ctx.tx.delete(PARTICIPANT, LIST_ID=list_id, ENTITY_ID=record.entity_id)
        follow(ctx, list_id)


def hand_on(ctx: Ctx, record: Owner, heir: Owner) -> None:
    """Put a client on the lists of another one of its type, which becomes part of it."""
    held = _lists_of(ctx.tx, heir)
    for list_id in _lists_of(ctx.tx, record):
        key = {"LIST_ID": list_id, "ENTITY_ID": record.entity_id}
        if list_id in held:
            ctx.tx.delete(PARTICIPANT, **key)
        else:
            ctx.tx.update(PARTICIPANT, key, {"ENTITY_ID": heir.entity_id})


def follow(ctx: Ctx, list_id: int) -> None:
    """A list's activity is under the timelines of those who are on it, as many as may be."""
    activity_id = ctx.tx.value(_ACTIVITY, list_id=list_id, provider=providers.CALL_LIST)
    records = [Owner(*row) for row in ctx.tx.all(_PARTICIPANTS, list_id=list_id)]
    if activity_id is not None and records:
        bindings.put(ctx, activity_id, records)


def forget_activity(tx: Transaction, activity_id: int) -> None:
    """Remove the list whose activity is deleted."""
    list_id = tx.value(_OF_ACTIVITY, activity_id=activity_id, provider=providers.CALL_LIST)
    if list_id is not None:
        tx.delete(PARTICIPANT, LIST_ID=list_id)
        tx.delete(CALL_LIST, ID=list_id)


def _lists_of(tx: Transaction, record: Owner) -> list[int]:
    if record.entity_type_id not in CLIENTS:
        return []
    return [row[0] for row in tx.all(_LISTS_OF, **record._asdict())]
