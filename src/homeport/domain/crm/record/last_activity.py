"""When something last happened in a record's timeline, and by whom."""

from homeport.core.ctx import Ctx
from homeport.core.owner import Owner
from homeport.domain.crm.entities import key_of, table_of


def note(ctx: Ctx, record: Owner) -> None:
    """Something happened now, by the caller."""
    happened = {"LAST_ACTIVITY_TIME": ctx.clock.stamp(), "LAST_ACTIVITY_BY": ctx.actor.user_id}
    ctx.tx.update(table_of(record.entity_type_id), key_of(record), happened)
