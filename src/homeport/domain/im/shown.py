"""Who reads what is shown with messages: whoever sees the chat."""

from homeport.core.ctx import Ctx
from homeport.domain.im import chats


def _sees(ctx: Ctx, number: int) -> bool:
    message = chats.message(ctx.tx, number)
    return message is not None and chats.sees(ctx, message["CHAT_ID"])


SHOWN = {"im_message": _sees}
