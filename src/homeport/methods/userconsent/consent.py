"""``userconsent.consent.add``: consents to keep."""

from typing import Any

from homeport.core.ctx import Ctx
from homeport.domain.userconsent import agreements, consents
from homeport.methods.family import as_id
from homeport.rpc import Underscored, method


class Add(Underscored):
    agreement_id: Any = None
    ip: Any = None
    user_id: Any = None
    url: Any = None
    origin_id: Any = None
    originator_id: Any = None


@method(
    "userconsent.consent.add",
    writes=True,
    errors=(agreements.MISSING, agreements.UNKNOWN, consents.WRONG_IP, consents.WRONG_VALUE),
)
def add(ctx: Ctx, p: Add) -> int:
    """Keep a consent."""
    texts = {"URL": p.url, "ORIGIN_ID": p.origin_id, "ORIGINATOR_ID": p.originator_id}
    return consents.add(ctx, as_id(p.agreement_id, agreements.MISSING), p.ip, p.user_id, texts)
