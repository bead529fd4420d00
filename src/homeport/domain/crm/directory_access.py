"""Who may do what to the CRM's own settings: its directories, units, rates."""

from homeport.core.ctx import Ctx
from homeport.core.rights import Operation
from homeport.domain.records.collection import Access


def _grant(ctx: Ctx, operation: Operation) -> bool | None:
    allowed = ctx.actor.rights.reads_anything if operation is Operation.READ else ctx.actor.is_admin
    return True if allowed else None


SETTINGS = Access(_grant)
"""Whoever may read records of any type looks; administrators change."""
