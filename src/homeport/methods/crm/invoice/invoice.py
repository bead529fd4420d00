"""``crm.invoice.*``: old invoices, and the fields that people add to them."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.crm.invoice import public
from homeport.domain.crm.invoice.home import HOME
from homeport.domain.crm.invoice.invoices import INVOICES, may_read
from homeport.domain.crm.record.dialects import CLASSIC
from homeport.methods.crm.userfield import user_fields_of
from homeport.methods.family import BAD_ID, as_id, family
from homeport.rpc import Params, method


class ById(Params):
    id: Any = None


@method("crm.invoice.getexternallink", writes=True, errors=(BAD_ID, CLASSIC.not_found, CLASSIC.unreadable))
def get_external_link(ctx: Ctx, p: ById) -> str:
    """Return the public link of an invoice."""
    return public.link_of(ctx, as_id(p.id))


METHODS = [
    *family("crm.invoice", INVOICES, CLASSIC, "add get list update delete fields"),
    *user_fields_of("invoice", lambda tx: HOME, may_read),
]
