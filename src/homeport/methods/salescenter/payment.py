"""``salescenter.payment.*``: links by which clients see what they are to pay."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.crm.orders import links, payments
from homeport.rpc import Id, Params, method


class ById(Params):
    id: Id


@method("salescenter.payment.getPublicUrl", writes=True, errors=(links.NOT_FOUND, payments.DENIED))
def get_public_url(ctx: Ctx, p: ById) -> dict[str, Any]:
    """Return the public link of a payment, with a QR code of it."""
    return {"payment": links.link_of(ctx, p.id)}
