"""Who reads what is shown with messages: whoever reads them."""

from homeport.core.ctx import Ctx
from homeport.domain.im import messages
from homeport.domain.im.opening import KIND


def _reads(ctx: Ctx, number: int) -> bool:
    return messages.read(ctx, number) is not None


SHOWN = {KIND: _reads}
