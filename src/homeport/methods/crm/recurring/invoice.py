"""``crm.invoice.recurring.*``: templates of recurring invoices."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.crm.invoice.recurring import RECURRING_INVOICES
from homeport.domain.crm.invoice.recurring import expose as exposed
from homeport.domain.crm.record.dialects import CLASSIC
from homeport.methods.family import BAD_ID, ById, as_id, family
from homeport.rpc import method

METHODS = family("crm.invoice.recurring", RECURRING_INVOICES, CLASSIC, "add get list update delete fields")


@method(
    "crm.invoice.recurring.expose",
    writes=True,
    errors=(BAD_ID, CLASSIC.not_found, CLASSIC.denied, CLASSIC.invalid, CLASSIC.required),
)
def expose(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Make an invoice by a template now."""
    return {"INVOICE_ID": exposed(ctx, as_id(p.id), CLASSIC)}
