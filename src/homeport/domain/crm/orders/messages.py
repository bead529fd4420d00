"""What delivery services say of an order stands in the timeline of the record that it belongs to."""

from homeport.core.ctx import Ctx
from homeport.domain.crm.orders import entities
from homeport.domain.crm.timeline import bindings
from homeport.domain.crm.timeline.tables import ENTRY, LOG

ICON = "delivery"
UNTITLED = "Delivery"


def told(ctx: Ctx, order: int, subject: str, body: str) -> None:
    """Write a message into the timeline; of an order that belongs to no record nowhere."""
    record = entities.record_of(ctx, order)
    if record is None:
        return
    entry = {"KIND": LOG, "CREATED": ctx.clock.stamp(), "AUTHOR_ID": ctx.actor.user_id, "CLIENT_ID": None}
    texts = {"TITLE": subject or UNTITLED, "COMMENT": body, "ICON": ICON}
    bindings.attach(ctx.tx, ctx.tx.insert(ENTRY, {**entry, **texts}), record)
