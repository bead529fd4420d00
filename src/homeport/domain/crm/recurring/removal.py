"""What is left of a deal that is deleted while it is the template of others: its rule goes with it.

Source: ``api-reference/crm/deals/recurring-deals/crm-deal-recurring-delete.md``.
"""

from sqlalchemy import bindparam, select

from homeport.core import owner
from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm import events
from homeport.domain.crm.recurring.tables import KIND, RECURRING_DEAL
from homeport.domain.records import timers
from homeport.store import Query

_OF_DEAL = Query(select(RECURRING_DEAL.c.ID).where(RECURRING_DEAL.c.DEAL_ID == bindparam("deal_id")))


def forget(ctx: Ctx, record: Owner) -> None:
    """Remove the rule of a deleted deal."""
    rule_id = ctx.tx.value(_OF_DEAL, deal_id=record.entity_id) if record.entity_type_id == owner.DEAL else None
    if rule_id is None:
        return
    ctx.tx.delete(RECURRING_DEAL, ID=rule_id)
    timers.put(ctx.tx, KIND, rule_id, None)
    events.recurring_deal(ctx, events.DELETE, rule_id, None)
